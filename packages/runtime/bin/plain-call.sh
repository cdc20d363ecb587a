# The plain call, `run --skill X …`, `run --init X …` (or `roles init --command X …`), `rhx X …`: where the index knows
# the target and nothing that it rests on has changed, this shell becomes it. Every `return` means: the runtime answers
# (launch.sh). The index never decides what the runtime would not. No fork, no external command. Sourced by every bin,
# with the caller's words as "$@" and the variables that launch.sh names. The index is written by
# packages/agent-dir/src/target-index, whose FORMAT is the number in the path below.

rhachet_cwd=${PWD-} rhachet_old=${OLDPWD-} rhachet_had_old=${OLDPWD+yes}
rhachet_rebuild= rhachet_hit= rhachet_fresh= rhachet_for= rhachet_shards=
[ -z "$rhachet_engine${RHACHET_ENGINE-}${RHACHET_RUNTIME_PATH-}${RHACHET_TRACE-}" ] || return 0

# Which words name the target. What is wanted next stands in front of each word, so that no word can pose as two.
rhachet_kind= rhachet_slug= rhachet_next= rhachet_must= rhachet_named=0
unset rhachet_in_repo rhachet_in_role
case $rhachet_words,$rhachet_file in
  rhx,*) rhachet_want=short ;;
  ,rhachet/bin/run) rhachet_want=word ;;
  ,@rhachet/cmd-run/bin/cmd-run) rhachet_want=option ;;
  ,@rhachet/cmd-roles/bin/cmd-roles) rhachet_want=roles ;;
  *) return 0 ;;
esac
for rhachet_word in "$@"; do
  case $rhachet_want:$rhachet_word in
    word:run) rhachet_want=option ;;
    option:run) [ "$rhachet_named" = 0 ] || return 0 ;;
    option:--required) rhachet_must=yes ;;
    option:--repo) rhachet_want=repo ;;
    option:--role | option:-r) rhachet_want=role ;;
    option:--skill) rhachet_want=name rhachet_kind=skill ;;
    option:--init) rhachet_want=name rhachet_kind=init ;;
    word:roles) rhachet_want=roles ;;
    roles:roles) [ "$rhachet_named" = 0 ] || return 0 ;;
    roles:init) rhachet_want='command' ;;
    command:--command) rhachet_want=name rhachet_kind=init ;;
    repo:*) rhachet_in_repo=$rhachet_word rhachet_want=option ;;
    role:*) rhachet_in_role=$rhachet_word rhachet_want=option ;;
    name:*) rhachet_slug=$rhachet_word rhachet_want=next ;;
    next:*) rhachet_next=$rhachet_word && break ;;
    short:list | short:help | short:init) return 0 ;;
    short:*) rhachet_slug=$rhachet_word rhachet_kind=skill rhachet_named=1 && break ;;
    *) return 0 ;;
  esac
  rhachet_named=$((rhachet_named + 1))
done
case $rhachet_slug in '' | -* | /* | *[!A-Za-z0-9._/@+=:,-]* | *..* | *//*) return 0 ;; esac
# Behind the name these would still be rhachet's own.
case $rhachet_next in -- | -r* | -i* | --r* | --i*) return 0 ;; esac

# The project: as packages/agent-dir/src/locate.ts finds it, from the directory without links in its path.
[ . -ef "$rhachet_cwd" ] && [ -x . ] && command cd -P . || return 0
rhachet_project=$PWD PWD=$rhachet_cwd OLDPWD=$rhachet_old
[ "$rhachet_had_old" ] || unset OLDPWD
if [ ! -d "$rhachet_project/.agent" ]; then
  while [ ! -e "$rhachet_project/.git" ] && [ ! -d "$rhachet_project/.agent" ]; do
    rhachet_project=${rhachet_project%/*}
    [ "$rhachet_project" ] || return 0
  done
  [ -d "$rhachet_project/.agent" ] || return 0
  # Outside a repository no parent is searched.
  rhachet_root=$rhachet_project
  while [ ! -e "$rhachet_root/.git" ]; do
    rhachet_root=${rhachet_root%/*}
    [ "$rhachet_root" ] || return 0
  done
fi
[ "$rhachet_project" != / ] || return 0

# A miss from here on asks the runtime to write the index: all of it, or one more name of a large project.
# The cache is the user's own and outside the project: a checkout must not be able to ship what is sourced here.
rhachet_cache=${XDG_CACHE_HOME:-${HOME:+$HOME/.cache}}
case $rhachet_cache/ in //* | [!/]* | "$rhachet_project"/*) return 0 ;; esac
[ ! "$rhachet_cache/.." -ef "$rhachet_project" ] || return 0
rhachet_cache=$rhachet_cache/rhachet
rhachet_index=$rhachet_cache/1$rhachet_project/=index
rhachet_rebuild=stale
[ -f "$rhachet_index" ] && [ -r "$rhachet_index" ] && [ -O "$rhachet_index" ] && [ -O "$rhachet_cache" ] || return 0
. "$rhachet_index"
[ "$rhachet_fresh" ] && [ "$rhachet_for" = "$rhachet_project" ] || return 0
if [ "$rhachet_shards" ]; then
  rhachet_rebuild=$rhachet_shards
  rhachet_index=${rhachet_index%index}$rhachet_shards/$rhachet_kind/$rhachet_slug~
  [ -f "$rhachet_index" ] && [ -r "$rhachet_index" ] && [ -O "$rhachet_index" ] || return 0
  . "$rhachet_index"
fi
[ "$rhachet_hit" ] && [ ! "$rhachet_hit" -nt "$rhachet_index" ] || return 0
rhachet_rebuild=
# Known, but not for a shell to start: no `#!` line, or a binary.
[ "$rhachet_interpreter" ] && [ -x "$rhachet_interpreter" ] && [ -f "$rhachet_hit" ] && [ -x "$rhachet_hit" ] || return 0

rhachet_role=${rhachet_hit#"$rhachet_project"/.agent/repo=}
rhachet_repo=${rhachet_role%%/*}
rhachet_role=${rhachet_role#*/role=}
rhachet_role=${rhachet_role%%/*}
[ "${rhachet_in_repo-$rhachet_repo}" = "$rhachet_repo" ] || return 0
[ "${rhachet_in_role-$rhachet_role}" = "$rhachet_role" ] || return 0

# A safety hook that cannot start must not let the action through: a shell that cannot exec runs this trap, and bash, which
# drops it, the line below.
if [ "$rhachet_must" ]; then
  trap 'exit 2' EXIT
  # shellcheck disable=SC3044 # only bash gets there
  [ -z "${BASH_VERSION-}" ] || shopt -s execfail
fi
shift "$rhachet_named"
export RHACHET_REPO="$rhachet_repo" RHACHET_ROLE="$rhachet_role"
if [ "$rhachet_kind" = skill ]; then
  [ ! -t 2 ] || printf '\n🪨 run solid skill repo=%s/role=%s/skill=%s\n\n' "$rhachet_repo" "$rhachet_role" "$rhachet_slug" >&2
  export RHACHET_SKILL="$rhachet_slug"
  unset RHACHET_INIT
else
  [ ! -t 2 ] || printf '\n💪 init role repo=%s/role=%s/init=%s\n\n' "$rhachet_repo" "$rhachet_role" "$rhachet_slug" >&2
  export RHACHET_INIT="$rhachet_slug"
  unset RHACHET_SKILL
fi
# shellcheck disable=SC2093 # bash goes on when it fails
exec "$rhachet_hit" "$@"
[ -z "$rhachet_must" ] || exit 2
exit 126
