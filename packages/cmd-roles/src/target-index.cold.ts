// The entry of the bundle beside cmd-roles.bc that writes the index of targets, after a call that the launcher could not answer.
export { rememberTarget } from '@rhachet/agent-dir/target-index';
