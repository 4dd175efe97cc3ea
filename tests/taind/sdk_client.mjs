// SPDX-License-Identifier: Apache-2.0
// The AWS SDK for JavaScript as a line-by-line servant: {"operation", "members", "pageSize"} in, {"answer"} or
// {"code", "message"} out.
import * as ec2 from "@aws-sdk/client-ec2";
import { createInterface } from "node:readline";

const [endpoint, region] = process.argv.slice(2);
const client = new ec2.EC2Client({ endpoint, region });

const plain = ({ $metadata, ...answer }) => answer;

async function pages(operation, members, pageSize) {
  const all = [];
  for await (const page of ec2[`paginate${operation}`]({ client, pageSize }, members)) all.push(plain(page));
  return all;
}

for await (const line of createInterface({ input: process.stdin })) {
  const { operation, members, pageSize } = JSON.parse(line);
  let said;
  try {
    said = {
      answer: pageSize ? await pages(operation, members, pageSize) : plain(await client.send(new ec2[`${operation}Command`](members))),
    };
  } catch (error) {
    said = { code: error.name, message: String(error.message) };
  }
  process.stdout.write(JSON.stringify(said) + "\n");
}
