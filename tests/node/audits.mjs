// Every audit of graphql-http: what the GraphQL over HTTP specification says must, should and may be.
import { serverAudits } from 'graphql-http';
import { base, finish } from './service.mjs';

const wrong = [];
const audits = serverAudits({ url: `${base}/graphql` });
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== 'ok') wrong.push(`${result.status} ${audit.id} ${audit.name}: ${result.reason}`);
}
if (audits.length < 61) wrong.push(`only ${audits.length} audits were found`);
finish(wrong, `${audits.length} audits`);
