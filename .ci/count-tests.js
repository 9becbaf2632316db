// Prints what a vitest JSON report counts, as `PASSED FAILED`. Plain JavaScript, because any Node may run it. No report,
// no test, a file that could not be run and a skipped test are failures: nothing is left out silently.
import { readFileSync } from 'node:fs';

function read(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return { testResults: [] };
  }
}

const { testResults } = read(process.argv[2]);
const tests = testResults.flatMap((file) => file.assertionResults);
const passed = tests.filter((test) => test.status === 'passed').length;
const brokenFiles = testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
);
for (const test of tests.filter(({ status }) => !['passed', 'failed'].includes(status))) {
  console.error(`Not run, and counted as failed: ${test.fullName}`);
}
const failed = tests.length - passed + brokenFiles.length;
console.log(`${passed} ${tests.length === 0 && failed === 0 ? 1 : failed}`);
