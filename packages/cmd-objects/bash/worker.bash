# shellcheck shell=bash
# The bash that runs raw methods: one process per session, told by the runtime what to run. Arguments: the private
# directory, and what BASH_ENV was. Descriptors on start: 3 what to run, 4 answers, 5 questions, 6 the lock, 7 says that
# the runtime lives.
#
# To here: 24 characters (kind, count of fields, size of the rest), the length of each field in 8, the fields. To there:
# fields that end in NUL, their count first. Nothing of a field is ever run, but the texts of bodies.
if ((BASH_VERSINFO[0] * 100 + BASH_VERSINFO[1] < 404)); then exit 93; fi
\unset -f builtin unset read printf local eval return shift set trap declare exec cd shopt exit

# Bodies use the low numbers themselves.
exec 220<&3 221<&4 222>&5 223>&6 224<&7 3<&- 4<&- 5>&- 6>&- 7<&-
_tt_dir=$1 _tt_main=$BASHPID _tt_pid=$BASHPID _tt_level=0 _tt_bang='' _tt_running=0
if [[ -n $2 ]]; then export BASH_ENV=$2; fi
set --
# _tt_running and _tt_ensures are no locals: the end of the process must see them.
declare -a _tt_f=() _tt_ensures=() _tt_handlers=()
declare -A _tt_known=()
 _tt_exit='' _tt_thrown='' _ERROR_TYPE='' _ERROR_MSG='' _RECEIVER=''

# Lengths are in characters as this locale has them: 3, or 9 where each byte is one.
_tt_probe='é€😀' _tt_unit=${#_tt_probe} _tt_locale=${LC_ALL:-${LC_CTYPE:-${LANG:-C}}}

# The runtime has ended without a word.
_tt_gone() {
  trap - EXIT
  rm -rf -- "$_tt_dir"
  builtin exit 1
}

# Reads one message from descriptor $1 into _tt_kind and _tt_f.
_tt_read() {
  if ((${#_tt_probe} != _tt_unit)); then local LC_ALL=$_tt_locale; fi
  local _tt_head _tt_all='' _tt_n _tt_i
  read -r -N 24 -u "$1" _tt_head || _tt_gone
  _tt_kind=${_tt_head:0:1}
  local -i _tt_count=8*10#${_tt_head:1:7} _tt_size=10#${_tt_head:8:16}
  local -i _tt_at=_tt_count
  _tt_f=()
  if ((_tt_size == 0)); then return 0; fi
  read -r -N "$_tt_size" -u "$1" _tt_all || _tt_gone
  for ((_tt_i = 0; _tt_i < _tt_count; _tt_at += _tt_n, _tt_i += 8)); do
    _tt_f+=("${_tt_all:_tt_at:_tt_n=${_tt_all:_tt_i:8}}")
  done
}

# Two processes of one body (a pipeline, a job) must not ask at once: whoever asks holds the token of the body's level.
_tt_lock() {
  local _tt_token _tt_want
  printf -v _tt_want %03d "$_tt_level"
  while true; do
    if read -r -N 3 -t 5 -u 223 _tt_token; then
      if [[ $_tt_token == "$_tt_want" ]]; then return 0; fi
      printf %s "$_tt_token" >&223
    elif ! kill -0 "$PPID" 2>/dev/null; then
      # Nobody is left who would give it back.
      _tt_gone
    fi
  done
}

_tt_unlock() { printf %03d "$_tt_level" >&223; }

# Asks the runtime; its answer is in _tt_kind and _tt_f. While it works it may want another body run here.
_tt_ask() {
  local _tt_locked=''
  if [[ $BASHPID != "$_tt_pid" || ${!-} != "$_tt_bang" || $BASHOPTS == *lastpipe* ]]; then
    _tt_lock
    _tt_locked=1
  fi
  printf '%s\0' "$(($# + 1))" "$_tt_level" "$@" >&222
  _tt_read 221
  while [[ $_tt_kind == r ]]; do
    _tt_run
    _tt_read 221
  done
  if [[ -n $_tt_locked ]]; then _tt_unlock; fi
}

# Runs the body that _tt_f describes, and says how it ended.
_tt_run() {
  local _tt_outer=$_tt_pid _tt_level=${_tt_f[0]} _tt_fn=${_tt_f[1]} _tt_counts=${_tt_f[2]} _tt_where=${_tt_f[3]}
  local _RECEIVER=${_tt_f[4]} _CLASS=${_tt_f[5]} _INSTANCE=${_tt_f[6]} _SUPERCLASS=${_tt_f[7]} _SELECTOR=${_tt_f[8]}
  local _tt_pid=$BASHPID _tt_bang=${!-} _tt_exit='' _tt_thrown='' _ERROR_TYPE='' _ERROR_MSG=''
  local _tt_status=0 _tt_flags=$- _tt_cwd='' _tt_name _tt_i IFS=$' \t\n'
  local -a _tt_handlers=() _tt_back=()
  local _tt_ensured=${#_tt_ensures[@]}
  local -a _tt_args=("${_tt_f[@]:9:_tt_counts}") _tt_pairs=("${_tt_f[@]:9+_tt_counts}")
  if ((_tt_level > 1)); then
    # shellcheck disable=SC2064 # numbers, as they are now
    if [[ $BASHPID != "$_tt_outer" ]]; then trap "_tt_at_exit $_tt_ensured $_tt_level" EXIT; fi
    _tt_unlock
  else
    _tt_bang=''
  fi
  for ((_tt_i = 0; _tt_i < ${#_tt_pairs[@]}; _tt_i += 2)); do
    local "${_tt_pairs[_tt_i]}=${_tt_pairs[_tt_i + 1]}"
  done
  _tt_running=$_tt_level
  if [[ -z $_tt_where || $PWD == "$_tt_where" ]] || cd -- "$_tt_where" 2>/dev/null; then
    _tt_cwd=$PWD
    _tt_call >>"$_tt_dir/out.$_tt_level" 2>>"$_tt_dir/err.$_tt_level"
  else
    _tt_status=1 _ERROR_TYPE=ShellError _ERROR_MSG="bash cannot enter the directory $_tt_where"
  fi
  for ((_tt_i = 0; _tt_i < ${#_tt_pairs[@]}; _tt_i += 2)); do
    _tt_name=${_tt_pairs[_tt_i]}
    _tt_back+=("${!_tt_name-}")
  done
  _tt_running=$((_tt_level - 1))
  if [[ -n $_tt_cwd && $PWD != "$_tt_cwd" ]]; then cd -- "$_tt_cwd" || true; fi
  if ((_tt_level > 1)); then
    if [[ $BASHPID != "$_tt_outer" ]]; then trap - EXIT; fi
    _tt_lock
  fi
  printf '%s\0' "$((6 + ${#_tt_back[@]}))" "$_tt_level" = "$_tt_status" '' "$_ERROR_TYPE" "$_ERROR_MSG" "${_tt_back[@]}" >&222
}

_tt_call() {
  if [[ -z ${_tt_known[$_tt_fn]-} ]]; then _tt_define || return 0; fi
  "_tt_body_$_tt_fn" "${_tt_args[@]}"
  _tt_status=$?
  if [[ -n $_tt_thrown$_tt_exit ]]; then _tt_settle; fi
  # An earlier error that the body went on from.
  if ((_tt_status == 0)); then _ERROR_TYPE='' _ERROR_MSG=''; fi
  if ((${#_tt_ensures[@]} > _tt_ensured)); then _tt_clean "$_tt_ensured"; fi
  # What a body set is its own.
  if [[ $- != "$_tt_flags" ]]; then
    set +efu
    if [[ $- == *x* && $_tt_flags != *x* ]]; then set +x; fi
    if [[ $- == *a* && $_tt_flags != *a* ]]; then set +a; fi
    if [[ $- == *v* && $_tt_flags != *v* ]]; then set +v; fi
    if [[ $- == *C* && $_tt_flags != *C* ]]; then set +C; fi
    if [[ $- == *n* && $_tt_flags != *n* ]]; then set +n; fi
    if [[ $- == *m* && $_tt_flags != *m* ]]; then set +m; fi
    if [[ $_tt_flags == *e* ]]; then set -e; fi
    if [[ $_tt_flags == *f* ]]; then set -f; fi
    if [[ $_tt_flags == *u* ]]; then set -u; fi
  fi
}

# The text of a body is asked for once. Older ones are forgotten, as the runtime does.
_tt_define() {
  _tt_ask text "$_tt_fn"
  if ! eval "_tt_body_$_tt_fn() {
${_tt_f[0]}
}"; then
    _tt_status=2 _ERROR_TYPE=SyntaxError _ERROR_MSG="bash does not understand the body of $_CLASS $_SELECTOR"
    return 1
  fi
  _tt_known[$_tt_fn]=1
  unset -f "_tt_body_$((_tt_fn - 2000))"
  unset "_tt_known[$((_tt_fn - 2000))]"
}

# After a body has ended: an error goes to the nearest handler, which may throw in turn.
_tt_settle() {
  while [[ -n $_tt_thrown ]]; do
     _tt_thrown='' _tt_exit=''
    while ((${#_tt_handlers[@]})); do
      _tt_name=${_tt_handlers[-1]} _tt_i=${_tt_handlers[-2]}
      unset '_tt_handlers[-1]' '_tt_handlers[-1]'
      # shellcheck disable=SC2053 # a pattern
      if [[ $_ERROR_TYPE == $_tt_i ]]; then
        _tt_status=0
        _tt_handle "$_ERROR_TYPE" "$_ERROR_MSG"
        if [[ -z $_tt_thrown ]]; then _ERROR_TYPE='' _ERROR_MSG=''; fi
        continue 2
      fi
    done
    _tt_status=1
    return 0
  done
  if [[ -n $_tt_exit ]]; then _tt_status=$_tt_exit; fi
}

_tt_handle() {
  if declare -F "$_tt_name" >/dev/null; then "$_tt_name" "$@"; else eval "$_tt_name"; fi
  _tt_status=$?
}

# Ends the body from inside of its functions: before every further command bash asks a DEBUG trap, whose 2 means "return".
_tt_unwind() {
  set +eu
  shopt -s extdebug
  trap _tt_step DEBUG
}

_tt_step() {
  if [[ ${FUNCNAME[1]-} != _tt_call && ${FUNCNAME[1]-} != _tt_settle && ${FUNCNAME[1]-} != _tt_handle &&
    ${FUNCNAME[1]-} != _tt_clean ]]; then return 2; fi
  trap - DEBUG
  shopt -u extdebug
}

exit() {
  local _tt_code=$?
  _tt_code=${1:-$_tt_code}
  if [[ $BASHPID != "$_tt_pid" || ! $_tt_code =~ ^-?[0-9]+$ ]]; then builtin exit "$_tt_code"; fi
  _tt_exit=$((_tt_code & 255))
  _tt_unwind
}

# Runs what _ensure was told, back to $1 of them.
_tt_clean() {
  while ((${#_tt_ensures[@]} > $1)); do
    local _tt_last=${_tt_ensures[-1]}
    unset '_tt_ensures[-1]'
    eval "$_tt_last"
  done
}

# Where bash itself ends the process (set -e, set -u): the last word of the bodies that it was in. $1: how many _ensure of
# other processes there are; $2: the first level of this process.
_tt_at_exit() {
  local _tt_code=$? _tt_who=worker
  if ((_tt_running < $2)); then return 0; fi
  trap - DEBUG
  set +eu
  _tt_clean "$1" >>"$_tt_dir/out.$_tt_running" 2>>"$_tt_dir/err.$_tt_running"
  if [[ $BASHPID != "$_tt_main" ]]; then _tt_who=subshell; fi
  for ((; _tt_running >= $2; _tt_running--)); do
    printf '%s\0' 6 "$_tt_running" = "$_tt_code" $_tt_who "$_ERROR_TYPE" "$_ERROR_MSG" >&222
  done
  if [[ $_tt_who == subshell ]]; then printf %03d "$_tt_running" >&223; fi
}

# $1 type, $2 message. In a subshell it ends that alone; the body gets to know by its status.
_throw() {
  _ERROR_TYPE=${1-Error} _ERROR_MSG=${2-}
  if [[ $BASHPID != "$_tt_pid" ]]; then
    _tt_ask thrown "$_ERROR_TYPE" "$_ERROR_MSG"
    builtin exit 1
  fi
  _tt_thrown=1
  _tt_unwind
}

_on_error() { _tt_handlers+=("$1" "$2"); }

_pop_handler() {
  if ((${#_tt_handlers[@]})); then unset '_tt_handlers[-1]' '_tt_handlers[-1]'; fi
}

_ensure() { _tt_ensures+=("$1"); }

# What an answer to a question other than `@` means: 0 and its lines on stdout, or an error.
_tt_answer() {
  case $_tt_kind in
    v) if [[ -n ${_tt_f[0]-} ]]; then printf '%s\n' "${_tt_f[0]}"; fi ;;
    n) return 1 ;;
    *) _tt_fail ;;
  esac
}

# An error that came back. Prints it as a shell would, unless the body has a handler for it.
_tt_fail() {
  if [[ $_tt_kind == u ]]; then
    # A return out of the method that called this body: nothing here may stop it.
    if [[ $BASHPID != "$_tt_pid" ]]; then builtin exit 1; fi
    # What is to be cleaned up may ask again.
    _tt_ask leaving
    _tt_handlers=() _tt_exit=1
    _tt_unwind
    return 1
  fi
  _ERROR_TYPE=${_tt_f[0]} _ERROR_MSG=${_tt_f[1]}
  local _tt_i
  if [[ $BASHPID == "$_tt_pid" ]]; then
    for ((_tt_i = ${#_tt_handlers[@]} - 2; _tt_i >= 0; _tt_i -= 2)); do
      # shellcheck disable=SC2053 # a pattern
      if [[ $_ERROR_TYPE == ${_tt_handlers[_tt_i]} ]]; then
        _tt_thrown=1
        _tt_unwind
        return 0
      fi
    done
  fi
  printf 'Error: %s\n' "$_ERROR_MSG" >&2
  return 1
}

# @ [-v variable] receiver words…
@() {
  local _tt_to=''
  if [[ ${1-} == -v ]]; then
    _tt_to=${2-}
    if [[ ! $_tt_to =~ ^[A-Za-z_][A-Za-z0-9_]*$ ]]; then
      printf 'Error: @ -v needs the name of a variable\n' >&2
      return 1
    fi
    shift 2
  fi
  if [[ ${1-} == self ]]; then set -- "$_RECEIVER" "${@:2}"; fi
  _tt_ask send "$@"
  if [[ $_tt_kind == f ]]; then
    if [[ -n ${_tt_f[0]} ]]; then printf %s "${_tt_f[0]}"; fi
    if [[ -n ${_tt_f[1]} ]]; then printf %s "${_tt_f[1]}" >&2; fi
    _tt_f=("${_tt_f[@]:3}")
    if ((${#_tt_f[@]} == 1)); then _tt_kind=v; fi
  fi
  if [[ $_tt_kind != v ]]; then
    _tt_fail
    return
  fi
  _ERROR_TYPE='' _ERROR_MSG=''
  if [[ -n $_tt_to ]]; then
    printf -v "$_tt_to" %s "${_tt_f[0]-}"
  elif [[ -n ${_tt_f[0]-} ]]; then
    printf '%s\n' "${_tt_f[0]}"
  fi
}

_ivar() { _tt_ask getVariable "$_RECEIVER" "$1"; _tt_answer; }
_ivar_set() { _tt_ask setVariable "$_RECEIVER" "$1" "${2-}"; _tt_answer; }
_ivar_ref() { _ivar "$1"; }
_ivar_set_ref() { _tt_ask setReference "$_RECEIVER" "$1" "${2-}"; _tt_answer; }
_ivar_ref_valid() { _tt_ask isReference "$_RECEIVER" "$1"; _tt_answer; }
_ivar_ref_class() { _tt_ask referenceClass "$_RECEIVER" "$1"; _tt_answer; }
_ivar_send() {
  _tt_ask getVariable "$_RECEIVER" "$1"
  if [[ $_tt_kind != v ]]; then _tt_answer; return; fi
  if [[ -n ${_tt_f[0]-} ]]; then @ "${_tt_f[0]}" "${@:2}"; fi
}
_cvar() { kv_get "${_CLASS}__cvar__$1"; }
_cvar_set() { kv_set "${_CLASS}__cvar__$1" "${2-}"; }
_generate_instance_id() { _tt_ask newId "$1"; _tt_answer; }
_create_instance() { _tt_ask create "$1" "$2"; _tt_answer; }
db_put() { _tt_ask putRow "$1" "${2-}"; _tt_answer; }
db_get() { _tt_ask getRow "$1"; _tt_answer; }
db_delete() { _tt_ask deleteRow "$1"; _tt_answer; }
db_find_by_class() { _tt_ask find "$1" ''; _tt_answer; }
kv_get() { _tt_ask getKey "$1"; _tt_answer; }
kv_set() { _tt_ask setKey "$1" "${2-}"; _tt_answer; }
kv_delete() { _tt_ask deleteKey "$1"; _tt_answer; }
kv_del() { kv_delete "$@"; }
kv_keys() { _tt_ask keys "${1-}"; _tt_answer; }
_find_with_predicate() { _tt_ask find "$1" "$2"; _tt_answer; }
_conforms_to() { _tt_ask conformsTo "$1" "$2"; _tt_answer; }
# What bodies for older shells call besides, by messages.
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

# Bash that waits for a command hears of nothing. So another process waits for the end of the runtime: one that ends without
# a goodbye (Ctrl-C, kill -9) takes with it all that runs here. Not a child of ours: a body may say `wait`.
_tt_watch() {
  exec 220<&- 221<&- 222>&- 223>&-
  local _tt_goodbye
  if ! read -r -N 1 -u 224 _tt_goodbye; then
    rm -rf -- "$_tt_dir"
    kill -KILL -- "-$_tt_main"
  fi
}
(_tt_watch &)
exec 224<&-

trap '_tt_at_exit 0 1' EXIT
trap _tt_gone PIPE
printf 001 >&223
printf '%s\0' 3 0 hello "$_tt_unit" >&222
while true; do
  _tt_read 220
  _tt_run
done
