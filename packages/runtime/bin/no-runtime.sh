# Why there is no Bun that launch.sh could start, and how to get it. Sourced by launch.sh, with the caller's words as "$@";
# ends the process. It forks, which no longer matters.

# Sets rhachet_repair to what brings the runtime of this machine into node_modules, by the lock file that is there.
rhachet_repair() {
  rhachet_root=${rhachet_runtime%%/node_modules/*}
  rhachet_lock= rhachet_manager='npm install --include=optional'
  if [ -e "$rhachet_root/pnpm-lock.yaml" ]; then rhachet_manager='pnpm install'
  elif [ -e "$rhachet_root/yarn.lock" ]; then rhachet_manager='yarn install'
  elif [ -e "$rhachet_root/bun.lock" ]; then rhachet_manager='bun install'
  elif [ -e "$rhachet_root/package-lock.json" ]; then
    # npm writes such lock files from a node_modules of another platform (npm/cli#4828), and npm 10 does not mend them.
    command -p grep -q "node_modules/@oven/bun-$rhachet_platform\"" "$rhachet_root/package-lock.json" || rhachet_lock=' package-lock.json'
  elif [ ! -e "$rhachet_root/package.json" ]; then
    rhachet_repair='npm install -g --include=optional rhachet' && return 0
  fi
  [ -z "$rhachet_there$rhachet_lock" ] || rhachet_manager="rm -rf node_modules$rhachet_lock && $rhachet_manager"
  rhachet_repair="cd '$rhachet_root' && $rhachet_manager"
}

rhachet_at=$rhachet_runtime rhachet_there=
while [ -n "$rhachet_at" ]; do
  for rhachet_name in "$rhachet_at"/node_modules/@oven/bun-*/bin/bun*; do
    [ -e "$rhachet_name" ] || continue
    rhachet_name=${rhachet_name%/bin/*}
    rhachet_there="$rhachet_there, @oven/${rhachet_name##*/}"
  done
  rhachet_at=${rhachet_at%/*}
done
rhachet_repair
if [ -n "$rhachet_there" ]; then
  rhachet_fail 78 \
    "node_modules is of another platform: it has ${rhachet_there#, }, this machine needs @oven/bun-$rhachet_platform" \
    "$rhachet_repair (in a Dockerfile: COPY without node_modules), or set RHACHET_ENGINE=node" "$@"
fi
rhachet_fail 78 \
  "the runtime is not installed: no @oven/bun-$rhachet_platform in a node_modules at or above $rhachet_runtime" \
  "$rhachet_repair (it is an optional dependency), or set RHACHET_ENGINE=node" "$@"
