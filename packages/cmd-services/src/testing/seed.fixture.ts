// The registry of the first example, as its file has it.
export const SEED = `orgs:
  FND:
    name: BlackRoad-Foundation
    services:
      salesforce:
        endpoint: http://lucidia:8091/v1/salesforce
        health: http://lucidia:8091/health
      stripe:
        endpoint: http://lucidia:8092/v1/stripe

  AI:
    name: BlackRoad-AI
    services:
      router:
        endpoint: http://alice:8080/v1/complete
      agents:
        endpoint: http://alice:8082/v1/agents

rules:
  - pattern: "salesforce"
    org: FND
    service: salesforce
    priority: 100
`;
