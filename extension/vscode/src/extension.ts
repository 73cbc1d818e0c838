/**
 * softsell in VS Code: a thin client of the language server. It starts `softsell lsp` and leaves everything else to it.
 *
 * The command to run is a setting of the machine, so a folder that is opened can't change what runs.
 */
import { commands, type ExtensionContext, window, workspace } from 'vscode';
import {
  LanguageClient,
  type LanguageClientOptions,
  type ServerOptions,
  State,
} from 'vscode-languageclient/node';

const HOW_TO_INSTALL =
  "Install it with: pip install 'softsell[lsp]', or name its path in the setting “softsell.command”.";

let client: LanguageClient | undefined;

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand('softsell.restart', restart),
    workspace.onDidChangeConfiguration((event) => {
      if (event.affectsConfiguration('softsell')) void restart();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await stop();
}

async function restart(): Promise<void> {
  await stop();
  await start();
}

async function start(): Promise<void> {
  const settings = workspace.getConfiguration('softsell');
  const command = settings.get<string>('command') || 'softsell';
  const languages = settings.get<string[]>('languages') ?? [];
  const server: ServerOptions = { command, args: ['lsp'] };
  const options: LanguageClientOptions = {
    documentSelector: languages.flatMap((language) => [
      { scheme: 'file', language },
      { scheme: 'untitled', language },
    ]),
    markdown: { isTrusted: false, supportHtml: false },
  };
  client = new LanguageClient('softsell', 'softsell', server, options);
  try {
    await client.start();
  } catch {
    await window.showErrorMessage(`softsell couldn't be started as “${command}”. ${HOW_TO_INSTALL}`);
  }
}

async function stop(): Promise<void> {
  const old = client;
  client = undefined;
  if (old?.state === State.Running) await old.dispose();
}
