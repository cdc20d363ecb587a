# The plain call, `run --skill X …`, `run --init X …` (or `roles init --command X …`), `rhx X …`: where the index knows
# the target and nothing that it rests on has changed, this shell becomes it. Every `return` means: the runtime answers
# (launch.sh). The index never decides what the runtime would not. No fork, no external command. Sourced by every bin,
# with the caller's words as "$@" and the variables that launch.sh names. The index is written by
# packages/agent-dir/src/target-index, whose FORMAT is the number in the path below.

rhachet_cwd=${PWD-} rhachet_old=${OLDPWD-} rhachet_had_old=${OLDPWD+yes}
rhachet_rebuild= rhachet_hit= rhachet_fresh= rhachet_for= rhachet_shards=
[ -z "$rhachet_engine${RHACHET_ENGINE-}${RHACHET_RUNTIME_PATH-}${RHACHET_TRACE-}" ] || return 0

# Which words name the target: --skill or --init, the name, the word behind it, how many there are up to the name.
# What stands in front of a word of the caller's in a pattern is spelled out: `*` there would match other words.
rhachet_must=
case $rhachet_words,$rhachet_file in
  rhx,*) rhachet_form=rhx ;;
  ,rhachet/bin/run) rhachet_form=rhachet:${1-} ;;
  ,@rhachet/cmd-run/bin/cmd-run) rhachet_form=run:${1-} ;;
  ,@rhachet/cmd-roles/bin/cmd-roles) rhachet_form=roles:${1-} ;;
  *) return 0 ;;
esac
case $rhachet_form in
  rhx) rhachet_option=--skill rhachet_slug=${1-} rhachet_next= rhachet_named=1 ;;
  run:--skill | run:--init) rhachet_option=$1 rhachet_slug=${2-} rhachet_next=${3-} rhachet_named=2 ;;
  run:--required) rhachet_option=${2-} rhachet_slug=${3-} rhachet_next=${4-} rhachet_named=3 rhachet_must=yes ;;
  run:run | rhachet:run)
    case ${2-} in
      --required) rhachet_option=${3-} rhachet_slug=${4-} rhachet_next=${5-} rhachet_named=4 rhachet_must=yes ;;
      *) rhachet_option=${2-} rhachet_slug=${3-} rhachet_next=${4-} rhachet_named=3 ;;
    esac
    ;;
  roles:init) rhachet_option=${2-} rhachet_slug=${3-} rhachet_next=${4-} rhachet_named=3 ;;
  roles:roles | rhachet:roles)
    [ "${2-}" = init ] || return 0
    rhachet_option=${3-} rhachet_slug=${4-} rhachet_next=${5-} rhachet_named=4
    ;;
  *) return 0 ;;
esac
case $rhachet_form in
  rhachet:roles | roles:*) [ "$rhachet_option" = --command ] && rhachet_kind=init || return 0 ;;
  *) case $rhachet_option in --skill) rhachet_kind=skill ;; --init) rhachet_kind=init ;; *) return 0 ;; esac ;;
esac
case $rhachet_slug in '' | -* | /* | *[!A-Za-z0-9._/@+=:,-]* | *..* | *//*) return 0 ;; esac
case $rhachet_words,$rhachet_slug in rhx,list | rhx,help | rhx,init) return 0 ;; esac
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

# A safety hook that cannot start must not let the action through; a shell that cannot exec runs this trap.
[ -z "$rhachet_must" ] || trap 'exit 2' EXIT
shift "$rhachet_named"
rhachet_role=${rhachet_hit#"$rhachet_project"/.agent/repo=}
rhachet_repo=${rhachet_role%%/*}
rhachet_role=${rhachet_role#*/role=}
rhachet_role=${rhachet_role%%/*}
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
exec "$rhachet_hit" "$@"
