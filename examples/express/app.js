import express from 'express';
import { createGuards, createStagedoor, startWorker, toNodeHandler } from 'stagedoor';

const stagedoor = await createStagedoor();
await stagedoor.migrations.apply();
const app = express().use(toNodeHandler(stagedoor));
const guards = createGuards(stagedoor);
startWorker(stagedoor);

app.get('/', async (request, response) => {
  const user = await guards.user(request);
  response.send(user ? `Hello, ${user.username}` : '<a href="/accounts/login/?next=/">Log in</a>');
});
app.listen(Number(process.env.PORT ?? 8000), '127.0.0.1');
