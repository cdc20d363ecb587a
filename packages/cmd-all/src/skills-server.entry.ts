// A bundle of its own (package.json, imports): the skills as an MCP server.
export { serveSkills } from './mcp/serve-skills.ts';
