import { startTinymce } from '../tinymce.ts';

await startTinymce(false);
