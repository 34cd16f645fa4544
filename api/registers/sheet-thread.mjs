/** The thread of sheet.ts: one task, one answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { readSheet } from 'read-excel-file/node';
import writeXlsxFile from 'write-excel-file/node';

const TYPES = { string: String, number: Number, object: Date };

const cell = ({ value, format }) =>
  value === '' ? null : { value, type: TYPES[typeof value], ...(format !== undefined && { format }) };

async function carryOut(task) {
  if (task.read !== undefined) return readSheet(Buffer.from(task.read));
  return writeXlsxFile(
    task.write.map((row) => row.map(cell)),
    { stickyRowsCount: 1 },
  ).toBuffer();
}

parentPort.postMessage(await carryOut(workerData));
