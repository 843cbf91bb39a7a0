/** Writes docs/rules.md. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rulesDocument } from '../lib/analysis/check/report/rules-document';
import { RULES } from '../lib/analysis/check/rules';

writeFileSync(join(__dirname, '..', 'docs', 'rules.md'), rulesDocument(RULES));
