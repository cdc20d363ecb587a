# Starts a bundle on the shared runtime, where plain-call.sh did not become the target. Every bin sources this file,
# with these variables set and with the caller's words as "$@":
#   rhachet_here     the package whose bin was started, perhaps relative to the caller's directory, perhaps through links
#   rhachet_up       rhachet_here/../.. and so on: the directory whose node_modules holds this package
#   rhachet_runtime  this package, below rhachet_up
#   and the four at the top of the bin: rhachet_file, rhachet_package, rhachet_words, rhachet_engine
# POSIX sh; nothing here forks, and nothing is left in the environment but RHACHET_LAUNCH_* (taken out again by
# packages/kit/src/launch-context.ts).
#   and those of plain-call.sh: rhachet_cwd, rhachet_old, rhachet_had_old, rhachet_rebuild
# `cd -P` resolves links without a fork; the caller's two variables are put back.
CDPATH= cd -P "$rhachet_here" || exit 70
rhachet_from=$PWD
cd -P "./${rhachet_up#"$rhachet_here"}/node_modules/@rhachet/runtime" || exit 70
rhachet_runtime=$PWD PWD=$rhachet_cwd OLDPWD=$rhachet_old
[ "$rhachet_had_old" ] || unset OLDPWD

# `run --required`: a safety hook that cannot start must not let the action through (kit/src/own-options.ts).
rhachet_is_required() {
  rhachet_word=${1-}
  case $rhachet_word,$rhachet_file in
    run,* | rhx,*) shift ;;
    *,*/cmd-run) rhachet_word=run ;;
    *) return 1 ;;
  esac
  while [ $# -gt 0 ]; do
    case $rhachet_word,$1 in
      *,--required) return 0 ;;
      *,--) return 1 ;;
      *,--repo | *,--role | *,-r) shift ;;
      run,--skill | run,--skill=* | run,--init | run,--init=* | run,-s* | run,-i*) return 1 ;;
      rhx,-) return 1 ;;
      rhx,-*) ;;
      rhx,*) return 1 ;;
    esac
    [ $# -gt 0 ] && shift
  done
  return 1
}

# rhachet_fail <exit code> <what is wrong> <what to do> [the caller's words…]
rhachet_fail() {
  printf 'rhachet: %s\nhint: %s\n' "$2" "$3" >&2
  rhachet_code=$1
  shift 3
  rhachet_is_required "$@" && rhachet_code=2
  exit "$rhachet_code"
}

# Sets rhachet_found to the nearest node_modules/<$2> from the directory $1 upwards.
rhachet_find() {
  rhachet_found=$1
  while [ ! -e "$rhachet_found/node_modules/$2" ]; do
    [ -n "$rhachet_found" ] || return 1
    rhachet_found=${rhachet_found%/*}
  done
  rhachet_found=$rhachet_found/node_modules/$2
}

# Sets rhachet_platform to the Bun that can run here: that whose loader is here. `uname` knows neither glibc from musl nor
# a container from its host, Alpine may lack `ldd`, and both cost a process. On a Mac rhachet_instead may do as well.
rhachet_platform() {
  rhachet_platform= rhachet_instead=
  rhachet_libc /lib64/ld-linux-x86-64.so.2 x86_64 linux-x64
  rhachet_x64=$rhachet_platform
  rhachet_libc /lib/ld-linux-aarch64.so.1 aarch64 linux-aarch64
  if [ "$rhachet_platform" != "$rhachet_x64" ] && [ -n "$rhachet_x64" ]; then
    # The libraries of a second machine are installed, to cross-compile or to emulate it.
    case $(command -p uname -m) in x86_64) rhachet_platform=$rhachet_x64 ;; esac
  fi
  [ -z "$rhachet_platform" ] && [ -e /usr/lib/dyld ] || return 0
  # macOS has bash as its sh, which knows the machine without asking `uname`: a shell that Rosetta runs says x86_64.
  # A Node of the other kind installed the other Bun. The kernel runs it where it can.
  case ${HOSTTYPE-} in
    x86_64) rhachet_platform=darwin-x64 rhachet_instead=darwin-aarch64 ;;
    *) rhachet_platform=darwin-aarch64 rhachet_instead=darwin-x64 ;;
  esac
}

# rhachet_libc <loader of glibc> <machine> <platform>. Alpine's gcompat brings the loader of glibc, which cannot run Bun.
rhachet_libc() {
  if [ -e "$1" ] && [ ! -e "/lib/libc.musl-$2.so.1" ]; then rhachet_platform=$3
  elif [ -e "/lib/ld-musl-$2.so.1" ]; then rhachet_platform=$3-musl
  fi
}

# On x64 Bun needs SSE4.2 and dies without a word where it is missing, as in virtual machines of the types kvm64 and qemu64:
# Node serves those. The kernel's list has it as feature 0094. To read that takes dash 1 ms, so a yes is remembered.
rhachet_cpu() {
  rhachet_lack='there is no Bun for this machine'
  case $rhachet_platform in linux-x64*) ;; *) return 0 ;; esac
  rhachet_cache=${XDG_CACHE_HOME:-${HOME-}/.cache}/rhachet
  [ ! -e "$rhachet_cache/sse4.2" ] && [ -r /sys/devices/system/cpu/modalias ] || return 0
  read -r rhachet_features </sys/devices/system/cpu/modalias
  case $rhachet_features in
    *:feature:*,0094,*)
      [ ! -d "$rhachet_cache" ] || [ ! -O "$rhachet_cache" ] || { printf '' >"$rhachet_cache/sse4.2"; } 2>/dev/null
      ;;
    *:feature:*) rhachet_platform= rhachet_lack='there is no Bun for this CPU: it has no SSE4.2' ;;
  esac
}

# Descriptors from 3 up that the caller opened. The runtime would close them; the shell's own are close-on-exec.
rhachet_descriptors() {
  rhachet_fds=
  for rhachet_fd in /dev/fd/*; do
    rhachet_fd=${rhachet_fd##*/}
    case $rhachet_fd in [012] | '*') continue ;; esac
    [ -e "/dev/fd/$rhachet_fd" ] || continue
    # The shell's own, without reading what the kernel says of it.
    [ "/dev/fd/$rhachet_fd" -ef "$rhachet_from/bin/${rhachet_file##*/}" ] && continue
    [ "/dev/fd/$rhachet_fd" -ef "$rhachet_runtime/bin/launch.sh" ] && continue
    if [ -r "/proc/self/fdinfo/$rhachet_fd" ]; then
      { read -r rhachet_pos && read -r rhachet_name rhachet_flags; } <"/proc/self/fdinfo/$rhachet_fd"
      case $rhachet_flags in *[2367]??????) continue ;; esac
    else
      case $rhachet_fd in 1[01] | 255) continue ;; esac
    fi
    rhachet_fds="$rhachet_fds $rhachet_fd"
  done
}

# The kernel's table of limits, read as a script: each line is `Max <name of limit> <soft> <hard> <unit>`.
# `ulimit -n` could only be read through a fork, and `read` takes one byte per system call.
Limit() { :; }
Max() {
  [ "$1 $2" = 'open files' ] && [ "$3" != "$4" ] && rhachet_nofile="$3 $4"
  return 0
}

# What the runtime changes and the target must get back.
rhachet_remember() {
  rhachet_descriptors
  rhachet_nofile=
  [ -r /proc/self/limits ] && . /proc/self/limits
  rhachet_tty=
  [ -t 0 ] && rhachet_tty=0
  [ -t 1 ] && rhachet_tty=${rhachet_tty}1
  [ -t 2 ] && rhachet_tty=${rhachet_tty}2
  export RHACHET_LAUNCH_CWD="${rhachet_cwd:-/the/working/directory/is/gone}" RHACHET_LAUNCH_FROM="$rhachet_from"
  [ -z "$rhachet_rebuild" ] || export RHACHET_LAUNCH_INDEX="$rhachet_rebuild"
  export RHACHET_LAUNCH_FDS="$rhachet_fds" RHACHET_LAUNCH_NOFILE="$rhachet_nofile" RHACHET_LAUNCH_TTY="$rhachet_tty"
}

# rhachet_set_aside <variable…>: these make a runtime load code or open a port. The target gets them back.
rhachet_set_aside() {
  rhachet_saved=
  for rhachet_name in "$@"; do
    eval "[ \"\${$rhachet_name+set}\" ]" || continue
    eval "export RHACHET_LAUNCH_SAVED_$rhachet_name=\"\$$rhachet_name\""
    unset "$rhachet_name"
    rhachet_saved="$rhachet_saved $rhachet_name"
  done
  export RHACHET_LAUNCH_SAVED="${rhachet_saved# }"
}

# A short command is over before compiled code pays, and the compilers' threads compete with it: without them Bun takes a
# tenth less time, on two busy cores a quarter. Bun reads this when it starts; the target gets the environment without
# it. What becomes a target keeps those that bun:ffi needs.
rhachet_without_jit() {
  [ -z "${BUN_JSC_useJIT+set}${BUN_JSC_useBaselineJIT+set}${BUN_JSC_thresholdForJITAfterWarmUp+set}" ] || return 0
  case $rhachet_bundle,${1-},${2-} in
    *,roles,boot | *,roles,list | *,roles,cost | */cmd-roles,boot,* | */cmd-roles,list,* | */cmd-roles,cost,* | \
      *,which,* | *,ask,* | *,completion,words)
      export BUN_JSC_useJIT=0 RHACHET_LAUNCH_JIT=BUN_JSC_useJIT
      ;;
    *,run,* | *,rhx,* | */cmd-run,*) export BUN_JSC_useBaselineJIT=0 RHACHET_LAUNCH_JIT=BUN_JSC_useBaselineJIT ;;
    # These may loop for long, over a message, a large registry or many files: what runs often enough is compiled later.
    *,send,* | *,dispatch,* | *,dispatch-to,* | *,map,query | *,map,trace | *,map,whatif | */cmd-map,query,* | \
      */cmd-map,trace,* | */cmd-map,whatif,*)
      export BUN_JSC_thresholdForJITAfterWarmUp=500000 RHACHET_LAUNCH_JIT=BUN_JSC_thresholdForJITAfterWarmUp
      ;;
  esac
}

rhachet_refused() {
  trap - EXIT
  rhachet_fail 78 "the runtime cannot be started: $rhachet_found (this machine needs ${rhachet_platform:-no Bun})" \
    'install the package again, or set RHACHET_ENGINE=node' "$@"
}

rhachet_start_bun() {
  if [ -n "${RHACHET_RUNTIME_PATH-}" ]; then
    # We are in the package's directory by now; the caller's path starts from the caller's.
    case $RHACHET_RUNTIME_PATH in
      /*) rhachet_found=$RHACHET_RUNTIME_PATH ;;
      *) rhachet_found=$rhachet_cwd/$RHACHET_RUNTIME_PATH ;;
    esac
    if [ ! -f "$rhachet_found" ] || [ ! -x "$rhachet_found" ]; then
      rhachet_fail 78 "RHACHET_RUNTIME_PATH is not an executable file: $rhachet_found" \
        'set it to a Bun executable (1.4.5 or newer), or unset it' "$@"
    fi
  elif [ -z "$rhachet_platform" ]; then
    rhachet_fail 78 "$rhachet_lack" 'unset RHACHET_ENGINE to run on Node.js 20 or newer' "$@"
  else
    rhachet_find "$rhachet_runtime" "@oven/bun-$rhachet_platform/bin/bun" ||
      { [ -n "$rhachet_instead" ] && rhachet_find "$rhachet_runtime" "@oven/bun-$rhachet_instead/bin/bun"; } ||
      . "$rhachet_runtime/bin/no-runtime.sh"
    # A copy or an upload dropped the mode; a full disk left nothing, which a shell would run as an empty script.
    if [ ! -x "$rhachet_found" ] || [ ! -s "$rhachet_found" ]; then
      rhachet_fail 78 "the runtime is damaged, empty or without its mode: $rhachet_found" \
        "chmod 755 it, or install the package again; or set RHACHET_ENGINE=node" "$@"
    fi
  fi
  # To Bun, as to Node, an empty file is a program that ends well.
  [ -s "$rhachet_bundle.bc" ] || rhachet_fail 70 "$rhachet_bundle.bc is missing or empty" \
    'install the package again' "$@"
  rhachet_set_aside BUN_OPTIONS BUN_INSPECT_PRELOAD BUN_INSPECT BUN_INSPECT_NOTIFY BUN_INSPECT_CONNECT_TO
  rhachet_without_jit "$@"
  # When the kernel refuses, sh runs the trap, and bash, which drops it, the line below: behind what they say themselves.
  trap 'rhachet_refused "$@"' EXIT
  # shellcheck disable=SC3044 # only bash gets there
  [ -z "${BASH_VERSION-}" ] || shopt -s execfail
  # shellcheck disable=SC2093
  exec "$rhachet_found" --cwd=/ --no-env-file --config=/dev/null --no-install "$rhachet_bundle.bc" "$@"
  rhachet_refused "$@"
}

rhachet_start_node() {
  command -v node >/dev/null || rhachet_fail 78 "$rhachet_lack, and no node on PATH" \
    'install Node.js 20 or newer' "$@"
  [ -s "$rhachet_bundle.jit.cjs" ] || rhachet_fail 70 "$rhachet_bundle.jit.cjs is missing or empty" \
    'install the package again' "$@"
  rhachet_set_aside NODE_OPTIONS
  exec node "$rhachet_bundle.jit.cjs" "$@"
}

[ -z "$rhachet_words" ] || set -- "$rhachet_words" "$@"
if [ -z "$rhachet_package" ]; then
  # A package may have several bins; its bundle has the name of the package.
  rhachet_bundle=${rhachet_file%/bin/*}
  rhachet_bundle=$rhachet_from/dist/${rhachet_bundle##*/}
else
  rhachet_find "$rhachet_from" "$rhachet_package" || rhachet_fail 78 \
    "$rhachet_package is not installed in a node_modules at or above $rhachet_from" 'install the package again' "$@"
  rhachet_bundle=$rhachet_found/dist/${rhachet_package##*/}
fi
rhachet_platform
rhachet_cpu
rhachet_remember
case ${rhachet_engine:-${RHACHET_ENGINE-}},$rhachet_platform${RHACHET_RUNTIME_PATH-} in
  node,* | ,) rhachet_start_node "$@" ;;
  bun,* | ,*) rhachet_start_bun "$@" ;;
  *) rhachet_fail 78 "RHACHET_ENGINE is neither bun nor node: $RHACHET_ENGINE" 'unset it, or choose one of the two' "$@" ;;
esac
