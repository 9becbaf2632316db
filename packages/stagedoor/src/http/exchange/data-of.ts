import type { Principal } from '../../core/session/session.ts';
import { download, type FileAnswer } from '../answer/answer.ts';
import type { Exchange } from './exchange.ts';
import { fileInRoom } from './file-in-room.ts';

/** Everything that is kept about whoever asks, as a file: it is in memory as a whole until it is read. */
export async function dataOf(exchange: Exchange, principal: Principal): Promise<FileAnswer> {
  const { context, visitor } = exchange;
  return await fileInRoom(exchange, principal, async () => {
    const data = await context.useCases.user.exportData({ principal, visitor });
    return download(JSON.stringify(data, null, 2), { name: 'my-data.json', type: 'application/json' });
  });
}
