// One call in a process of its own: the service as JSON in, what came of it as JSON out.
import { HttpServiceClient } from '../src/call/http-client.ts';
import type { Service } from '../src/registry/types.ts';

async function main(): Promise<void> {
  const { service, stateDir } = JSON.parse(process.argv[2] ?? '') as {
    service: Service;
    stateDir: string;
  };
  const client = new HttpServiceClient({ stateDir });
  const { error, latencyMs, attempts } = await client.call({ service, body: {} });
  await client.close();
  console.log(
    JSON.stringify({ code: error?.code, retryAfter: error?.retryAfter, latencyMs, attempts }),
  );
}

void main();
