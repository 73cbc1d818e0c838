import { startTinymce } from '../tinymce.ts';

await startTinymce(true);
