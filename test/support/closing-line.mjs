/** Prints the one line CI reads, `N passed, N failed, N skipped`, from vitest's JSON report. */
import { readFileSync } from 'node:fs';

const report = JSON.parse(readFileSync(process.argv[2], 'utf8') || '{}');
const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, numTodoTests = 0, numFailedTestSuites = 0 } = report;
const failed = numFailedTests > 0 ? numFailedTests : numFailedTestSuites;
process.stdout.write(`${numPassedTests} passed, ${failed} failed, ${numPendingTests + numTodoTests} skipped\n`);
