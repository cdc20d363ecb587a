# shellcheck shell=bash
# Objects in bash: `source` this, then
#   @ Counter new                    the value is printed, and kept in $__
#   @ "$c" at: 1 put: x              words that end in : and their values
#   @ -v total "$c" getValue         into a variable, without a process
# An error is printed as `Error: …`; the status is 1, $_ERROR_TYPE and $_ERROR_MSG say what it was, and $_ERROR_STACK in
# which methods, one per line, the innermost first.
#
# Variables: __ _ERROR_TYPE _ERROR_MSG _ERROR_STACK TRASH_SESSION_ID, and what begins with _tt_. Read: TT_SOCKET, TT_BIN.
# Aliases of the shell are not taken for commands. The daemon is started when there is none. A message is written to a named pipe and its answer is read from another:
# builtins alone.
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then
  printf 'Error: trash.bash needs bash 4.4 or newer, this is %s (macOS: brew install bash)\n' "$BASH_VERSION" >&2
  # shellcheck disable=SC2317 # where it was not sourced
  return 1 2>/dev/null || exit 1
fi

__='' _ERROR_TYPE='' _ERROR_MSG='' _ERROR_STACK=''
export TRASH_SESSION_ID=${TRASH_SESSION_ID:-tt-$$-$RANDOM$RANDOM}
_tt_home=${BASH_SOURCE[0]%/*}
if [[ $_tt_home == "${BASH_SOURCE[0]}" ]]; then _tt_home=.; fi
# Descriptors of the connection, whose process opened it, and the number of the last request.
if [[ ${_tt_owner-} != "$BASHPID" ]]; then _tt_to='' _tt_from='' _tt_mutex='' _tt_owner='' _tt_id=0 _tt_bang=''; fi
_tt_kind='' _tt_depth=0 _tt_path='' _tt_limit=${_tt_limit-0}
declare -a _tt_f=() _tt_ensures=()
# In characters of this locale: 3, or 9 where each byte is one.
_tt_probe='é€😀' _tt_unit='' _tt_locale=''

_tt_socket() {
  if [[ -n ${TT_SOCKET-} ]]; then
    _tt_path=$TT_SOCKET
    return
  fi
  local _tt_database=${SQLITE_JSON_DB-} _tt_data=${XDG_DATA_HOME-}
  if [[ -z $_tt_database ]]; then _tt_database=${_tt_data:-${HOME-}/.local/share}/rhachet/objects.db; fi
  if [[ $_tt_database != /* && $_tt_database != :memory: ]]; then _tt_database=$PWD/$_tt_database; fi
  local _tt_n=$'\n' _tt_hash=''
  _tt_fnv "$_tt_database$_tt_n${TRASHDIR-}$_tt_n${TRASHTALK_ROOT-}$_tt_n${TRASHTALK_DIR-}$_tt_n${HOME-}"
  if [[ -n ${XDG_RUNTIME_DIR-} ]]; then
    _tt_path=$XDG_RUNTIME_DIR/tt-$_tt_hash.sock
  else
    _tt_path=/tmp/tt-$UID/tt-$_tt_hash.sock
  fi
}

# Who has another database or other classes must not meet the same daemon. src/daemon/path.ts says the same.
_tt_fnv() {
  local LC_ALL=C _tt_i _tt_byte _tt_sum=2166136261
  for ((_tt_i = 0; _tt_i < ${#1}; _tt_i++)); do
    printf -v _tt_byte '%d' "'${1:_tt_i:1}"
    _tt_sum=$((((_tt_sum ^ (_tt_byte & 255)) * 16777619) & 0xffffffff))
  done
  printf -v _tt_hash '%08x' "$_tt_sum"
}

# Whether a daemon runs. Its pipe bears its number: what a dead one has left is never taken for one that listens.
_tt_is_served() {
  local _tt_pid=''
  if [[ ! -r $_tt_path.pid ]]; then return 1; fi
  read -r _tt_pid <"$_tt_path.pid" || return 1
  _tt_registry=$_tt_path.$_tt_pid.pipe
  [[ $_tt_pid =~ ^[0-9]+$ && -p $_tt_registry && -O $_tt_registry ]] && kill -0 "$_tt_pid" 2>/dev/null
}

_tt_start() {
  local _tt_bin=${TT_BIN-}
  if [[ -z $_tt_bin && -x $_tt_home/../bin/tt ]]; then _tt_bin=$_tt_home/../bin/tt; fi
  if [[ -z $_tt_bin ]]; then _tt_bin=$(type -P tt) || _tt_bin=''; fi
  if [[ -z $_tt_bin ]]; then
    printf 'Error: no daemon runs, and there is no tt to start one (PATH, or TT_BIN)\n' >&2
    return 1
  fi
  # Of several that start at once, one stays.
  ("$_tt_bin" --socket "$_tt_path" </dev/null >/dev/null 2>&1 &)
}

_tt_drop() {
  if [[ -n $_tt_to ]]; then exec {_tt_to}>&- {_tt_mutex}>&-; fi
  if [[ -n $_tt_from ]]; then exec {_tt_from}<&-; fi
  _tt_to='' _tt_from='' _tt_mutex='' _tt_owner=''
}

# One that is just dying looks alive for a moment longer.
_tt_connect() {
  local _tt_tries _tt_status=0
  if [[ -n ${TRASHTALK_DISABLE_NATIVE-} ]]; then
    printf 'Error: a method of the daemon cannot wait for the daemon: send with the @ of the method itself\n' >&2
    return 1
  fi
  for _tt_tries in 1 2 3; do
    _tt_status=0
    _tt_connect_once || _tt_status=$?
    if ((_tt_status != 2)); then return "$_tt_status"; fi
  done
  printf 'Error: the daemon at %s comes and goes\n' "$_tt_path" >&2
  return 1
}

# Three named pipes in a directory of our own; the daemon is told where by one that it reads. 2: it died meanwhile.
_tt_connect_once() {
  local _tt_registry='' _tt_dir=${TMPDIR:-/tmp}/tt-$BASHPID-$RANDOM$RANDOM _tt_first='' _tt_failed=0
  _tt_socket
  \command mkdir -m 700 "$_tt_dir" || return 1
  \command mkfifo -m 600 "$_tt_dir/in" "$_tt_dir/out" "$_tt_dir/mutex" || return 1
  exec {_tt_to}<>"$_tt_dir/in" {_tt_first}<>"$_tt_dir/out" {_tt_mutex}<>"$_tt_dir/mutex"
  if _tt_await; then _tt_register || _tt_failed=2; else _tt_failed=1; fi
  if ((_tt_failed > 0)); then
    exec {_tt_first}<&-
    _tt_from=''
    _tt_drop
    \command rm -rf -- "$_tt_dir"
    return "$_tt_failed"
  fi
  # From now on it is the daemon alone that holds the other end: we hear of its death.
  exec {_tt_from}<"$_tt_dir/out" {_tt_first}<&-
  printf 1 >&"$_tt_mutex"
  _tt_owner=$BASHPID _tt_bang=${!-}
}

# Waits until a daemon listens; starts one.
_tt_await() {
  local _tt_tries=0
  if _tt_is_served; then return 0; fi
  _tt_start || return 1
  while ! _tt_is_served; do
    _tt_tries=$((_tt_tries + 1))
    if ((_tt_tries > 1500)); then
      printf 'Error: no daemon comes up at %s: tt --socket %q says why\n' "$_tt_path" "$_tt_path" >&2
      return 1
    fi
    # A pause without a process: nobody writes there yet.
    read -r -t 0.01 -u "$_tt_first" || true
  done
}

_tt_register() {
  local _tt_counts=bytes
  _tt_locale=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}} _tt_unit=${#_tt_probe}
  if ((_tt_unit == 3)); then _tt_counts=characters; fi
  printf '%s\0' 4 hello 2 "$TRASH_SESSION_ID" "$_tt_counts" >&"$_tt_to"
  printf '%s\n' "$_tt_dir" 1<>"$_tt_registry"
  _tt_from=$_tt_first
  # It may be at work for another shell: that is no reason to give up.
  until _tt_read 1; do
    _tt_is_served || return 1
  done
  _tt_limit=${_tt_f[2]-0}
  [[ $_tt_kind == v && $_tt_limit =~ ^[0-9]+$ ]]
}

# One frame: kind, count, size; lengths; fields. $1: seconds, '' for ever.
_tt_read() {
  if ((${#_tt_probe} != _tt_unit)); then local LC_ALL=$_tt_locale; fi
  local _tt_head='' _tt_all='' _tt_i
  if [[ -n $1 ]]; then
    read -r -N 24 -t "$1" -u "$_tt_from" _tt_head || return 1
  else
    read -r -N 24 -u "$_tt_from" _tt_head || return 1
  fi
  # A regular expression costs ten times as much as a pattern, and this is for every message.
  if [[ $_tt_head != [a-z]* || ${_tt_head:1} == *[!0-9]* ]]; then return 1; fi
  local -i _tt_count=8*10#${_tt_head:1:7} _tt_size=10#${_tt_head:8:16} _tt_n
  local -i _tt_at=_tt_count
  _tt_kind=${_tt_head:0:1} _tt_f=()
  if ((_tt_size > 0)); then read -r -N "$_tt_size" -u "$_tt_from" _tt_all || return 1; fi
  for ((_tt_i = 0; _tt_i < _tt_count; _tt_at += _tt_n, _tt_i += 8)); do
    _tt_f+=("${_tt_all:_tt_at:_tt_n=${_tt_all:_tt_i:8}}")
  done
}

# Asks the daemon: $1 the kind of request, then its words. The answer is in _tt_kind and _tt_f.
_tt_ask() {
  local _tt_locked='' _tt_what=$1 _tt_mine _tt_token _tt_writer='' IFS=''
  local _tt_all="$*"
  # Subshells share the connection of their shell, one at a time. Who waits long takes one of its own.
  if [[ -n $_tt_to && ($BASHPID != "$_tt_owner" || ${!-} != "$_tt_bang" || $BASHOPTS == *lastpipe*) ]]; then
    if read -r -N 1 -t 1 -u "$_tt_mutex" _tt_token; then _tt_locked=1; else _tt_drop; fi
  fi
  # Nothing can have come yet: the daemon has gone, or someone did not wait for an answer.
  while [[ -n $_tt_to ]] && read -r -t 0 -u "$_tt_from"; do
    if ! _tt_read ''; then _tt_drop; fi
  done
  if [[ -z $_tt_to ]]; then
    _tt_locked=''
    if ! _tt_connect; then
      _ERROR_TYPE=ConnectionError _ERROR_MSG='no connection to the daemon' _ERROR_STACK=''
      return 1
    fi
  fi
  _tt_id=$(((_tt_id + 1) % 10000000))
  _tt_mine=$((BASHPID * 10000000 + _tt_id))
  if ((${#_tt_all} > 12000)); then
    # More than a pipe holds: the daemon may end while it is written, and we must hear of it.
    _tt_send_large "${@:2}" || return
  else
    printf '%s\0' "$(($# + 3))" in "$_tt_mine" "${PWD-}" "$_tt_what" "${@:2}" >&"$_tt_to"
  fi
  while _tt_read ''; do
    if [[ ${_tt_f[0]-} == "$_tt_mine" ]]; then
      if [[ -n $_tt_locked ]]; then printf 1 >&"$_tt_mutex"; fi
      return 0
    fi
  done
  if [[ -n $_tt_writer ]]; then kill "$_tt_writer" 2>/dev/null || true; fi
  _tt_drop
  _tt_fail ConnectionError 'the daemon went away before it answered; the message may have been received'
  return 1
}

_tt_send_large() {
  local _tt_before=${!-}
  if _tt_is_too_large "$@"; then
    if [[ -n $_tt_locked ]]; then printf 1 >&"$_tt_mutex"; fi
    _tt_fail ConnectionError "a message has at most $_tt_limit bytes"
    return 1
  fi
  { (printf '%s\0' "$(($# + 4))" in "$_tt_mine" "${PWD-}" "$_tt_what" "$@" >&"$_tt_to") & } 2>/dev/null
  _tt_writer=$!
  disown "$_tt_writer" 2>/dev/null || true
  # It has ended when the answer is there: no other process that might ask.
  if [[ $_tt_before == "$_tt_bang" ]]; then _tt_bang=$_tt_writer; fi
}

_tt_is_too_large() {
  local LC_ALL=C
  local _tt_where=${PWD-}
  ((${#_tt_all} + ${#_tt_where} + $# + 64 > _tt_limit))
}

# A method that changes the shell it is called from.
_tt_here() {
  local _tt_text=${_tt_f[1]} _tt_count=${_tt_f[7]} _tt_depth=$((_tt_depth + 1)) _tt_status=0
  local _RECEIVER=${_tt_f[2]} _CLASS=${_tt_f[3]} _INSTANCE=${_tt_f[4]} _SUPERCLASS=${_tt_f[5]} _SELECTOR=${_tt_f[6]}
  local -a _tt_names=("${_tt_f[@]:8:_tt_count}") _tt_ensures=()
  _ERROR_TYPE='' _ERROR_MSG='' _ERROR_STACK=''
  _tt_body "${_tt_f[@]:8+_tt_count}" || _tt_status=$?
  while ((${#_tt_ensures[@]} > 0)); do
    _tt_text=${_tt_ensures[-1]}
    unset '_tt_ensures[-1]'
    eval "$_tt_text" || true
  done
  if ((_tt_status == 0)); then
    _ERROR_TYPE='' _ERROR_MSG='' _ERROR_STACK=''
  elif [[ -n $_ERROR_TYPE ]]; then
    printf 'Error: %s\n' "$_ERROR_MSG" >&2
  fi
  return "$_tt_status"
}

_tt_body() {
  local _tt_i=0 _tt_name
  for _tt_name in "${_tt_names[@]}"; do
    _tt_i=$((_tt_i + 1))
    if [[ $_tt_name =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]]; then local "$_tt_name=${!_tt_i-}"; fi
  done
  unset -v _tt_i _tt_name
  eval "$_tt_text"
}

# The same with its output in the variable $1: through a file, as a process would have variables of its own.
_tt_here_to() {
  local _tt_file=${TMPDIR:-/tmp}/tt-$BASHPID-$RANDOM$RANDOM _tt_status=0 _tt_all=''
  \command mkdir -m 700 "$_tt_file" || return 1
  _tt_here >"$_tt_file/out" || _tt_status=$?
  IFS='' read -r -d '' _tt_all <"$_tt_file/out" || true
  \command rm -rf -- "$_tt_file"
  while [[ $_tt_all == *$'\n' ]]; do _tt_all=${_tt_all%$'\n'}; done
  printf -v "$1" %s "$_tt_all"
  __=$_tt_all
  return "$_tt_status"
}

# @ [-v variable] receiver words…
@() {
  local _tt_var='' _tt_request=send
  if [[ ${1-} == -v ]]; then
    _tt_var=${2-}
    if [[ $_tt_var != [A-Za-z_]* || $_tt_var == *[!A-Za-z0-9_]* ]]; then
      printf 'Error: @ -v needs the name of a variable\n' >&2
      return 1
    fi
    shift 2
  fi
  if (($# < 2)); then
    printf 'Error: @ needs a receiver and a selector\n' >&2
    return 1
  fi
  if ((_tt_depth > 0)) && [[ $1 == self ]]; then set -- "$_RECEIVER" "${@:2}"; fi
  if ((_tt_depth > 0)) && [[ $2 == _* || $1 == super ]]; then
    _tt_ask from "$_RECEIVER" "$_CLASS" "$_INSTANCE" "$_SUPERCLASS" "$_SELECTOR" "$@" || return 1
  else
    _tt_ask send 1 "$@" || return 1
  fi
  local _tt_value=${_tt_f[1]-}
  case $_tt_kind in
    v) ;;
    h)
      if [[ -n $_tt_var ]]; then _tt_here_to "$_tt_var"; else __='' && _tt_here; fi
      return
      ;;
    f)
      if [[ -n $_tt_value ]]; then printf %s "$_tt_value"; fi
      if [[ -n ${_tt_f[2]} ]]; then printf %s "${_tt_f[2]}" >&2; fi
      if [[ ${_tt_f[3]} != 0 ]]; then
        _tt_fail "${_tt_f[@]:5}"
        return 1
      fi
      _tt_value=${_tt_f[4]}
      ;;
    *)
      _tt_fail "${_tt_f[1]-}" "${_tt_f[2]-}"
      return 1
      ;;
  esac
  _ERROR_TYPE='' _ERROR_MSG='' _ERROR_STACK='' __=$_tt_value
  if [[ -n $_tt_var ]]; then
    printf -v "$_tt_var" %s "$_tt_value"
  elif [[ -n $_tt_value ]]; then
    printf '%s\n' "$_tt_value"
  fi
}

# What a program threw and nobody caught is told with its type and the way there; src/commands/reply.ts says the same.
_tt_fail() {
  _ERROR_TYPE=$1 _ERROR_MSG=$2 _ERROR_STACK=''
  if (($# > 2)); then
    printf -v _ERROR_STACK '%s\n' "${@:3}"
    _ERROR_STACK=${_ERROR_STACK%$'\n'}
  fi
  case $1 in
    MessageNotUnderstood | ClassNotFound | Invalid* | PrivateMethod | NotFound | FileError | SyntaxError | \
      PersistenceError | ConflictError | ConnectionError) ;;
    # A raw method that only ends with a status, as a question does.
    '') if [[ -z $2 ]]; then return; fi ;;
    *)
      if ((_tt_depth == 0)); then
        printf 'Unhandled error: %s: %s\n' "$1" "$2" >&2
        if [[ -n $_ERROR_STACK ]]; then printf '  at %s\n' "${@:3}" >&2; fi
        return
      fi
      ;;
  esac
  printf 'Error: %s\n' "$2" >&2
}

# What a method asks for that runs here.
_tt_question() {
  _tt_ask ask "$@" || return 1
  case $_tt_kind in
    v) if [[ -n ${_tt_f[1]-} ]]; then printf '%s\n' "${_tt_f[1]}"; fi ;;
    n) return 1 ;;
    *)
      _tt_fail "${_tt_f[1]-}" "${_tt_f[2]-}"
      return 1
      ;;
  esac
}
_ivar() { _tt_question getVariable "$_RECEIVER" "$1"; }
_ivar_set() { _tt_question setVariable "$_RECEIVER" "$1" "${2-}"; }
_ivar_ref() { _ivar "$1"; }
_ivar_set_ref() { _tt_question setReference "$_RECEIVER" "$1" "${2-}"; }
_ivar_ref_valid() { _tt_question isReference "$_RECEIVER" "$1"; }
_ivar_ref_class() { _tt_question referenceClass "$_RECEIVER" "$1"; }
_generate_instance_id() { _tt_question newId "$1"; }
_create_instance() { _tt_question create "$1" "$2"; }
db_put() { _tt_question putRow "$1" "${2-}"; }
db_get() { _tt_question getRow "$1"; }
db_delete() { _tt_question deleteRow "$1"; }
db_find_by_class() { _tt_question find "$1" ''; }
kv_get() { _tt_question getKey "$1"; }
kv_set() { _tt_question setKey "$1" "${2-}"; }
kv_delete() { _tt_question deleteKey "$1"; }
kv_keys() { _tt_question keys "${1-}"; }
_find_with_predicate() { _tt_question find "$1" "$2"; }
_conforms_to() { _tt_question conformsTo "$1" "$2"; }
_ivar_send() {
  _tt_ask ask getVariable "$_RECEIVER" "$1" || return 1
  if [[ $_tt_kind != v ]]; then
    _tt_fail "${_tt_f[1]-}" "${_tt_f[2]-}"
    return 1
  fi
  if [[ -n ${_tt_f[1]-} ]]; then @ "${_tt_f[1]}" "${@:2}"; fi
}
_cvar() { kv_get "${_CLASS}__cvar__$1"; }
_cvar_set() { kv_set "${_CLASS}__cvar__$1" "${2-}"; }
kv_del() { kv_delete "$@"; }
# What bodies for older shells call besides, by messages; the worker of the bridge has them, too.
_env_get() { @ Runtime dataFor: "$1"; }
_env_set() { @ Runtime setData: "${2-}" for: "$1"; }
_env_exists() {
  local _tt_there
  @ -v _tt_there Store exists: "$1" && [[ $_tt_there == true ]]
}
_env_delete() { @ Runtime delete: "$1"; }
_env_persist() {
  local _tt_row
  @ -v _tt_row Runtime dataFor: "$1" && db_put "$1" "$_tt_row"
}
_env_is_persisted() { db_get "$1" >/dev/null; }
_env_load() {
  local _tt_row
  @ -v _tt_row Store getInstance: "$1" && _env_set "$1" "$_tt_row"
}
_ensure_loaded() { _env_exists "$1"; }
_delete_instance() { _env_delete "$1"; }
_get_instance_class() { @ Runtime classFor: "$1"; }
db_count_by_class() { @ Store countByClass: "$1"; }
db_list_classes() { @ Store listClasses; }
db_init() { @ Store init; }
# The method goes on: `_throw Type message || return`.
_throw() {
  _ERROR_TYPE=${1-Error} _ERROR_MSG=${2-} _ERROR_STACK=''
  return 1
}
_ensure() { _tt_ensures+=("$1"); }
