// The files that linking writes once or generates.

/** Git and a later `roles link` compare it byte for byte. */
export const GITIGNORE = `# This directory is made by rhachet: links to an installed role package, nothing of your own.
# package.json records which version it is; git needs to know no more.
# It may be removed at any time: \`rhachet roles link\` makes it again.
# Roles that you write yourself belong into repo=.this, which is committed.
*
`;

export const ROOT_README = `# .agent

What an agent in this repository knows (briefs), can do (skills) and is set up with (inits), by repo and role:

\`\`\`
repo=.this/role=<role>/     roles of this repository, written here and committed
repo=<slug>/role=<role>/    roles of an installed package, linked by \`rhachet roles link\`, not committed
\`\`\`

- \`rhachet roles list\` shows what is here
- \`rhachet run list\` shows every skill, \`rhachet run --skill <skill>\` runs one
- \`rhachet roles boot --role <role>\` prints what an agent is told at its start
`;

export const THIS_README = `# repo=.this

The roles of this repository. Each one is a directory \`role=<role>/\` with

- \`readme.md\`: what the role is for
- \`briefs/\`: Markdown that an agent is given to read
- \`skills/\`: scripts that it can run; a script is executable or ends in \`.sh\`
- \`inits/\`: scripts for set-up and for the hooks of an agent
`;
