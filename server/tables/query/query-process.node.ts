/** The process of one query: takes an order on its standard input, and answers on its standard output. */
import { text } from 'node:stream/consumers';
import { answerQuery } from './answer.ts';
import type { QueryOrder } from './order.ts';

void text(process.stdin)
  .then((order) => answerQuery(JSON.parse(order) as QueryOrder))
  .then((answer) => process.stdout.write(JSON.stringify(answer)));
