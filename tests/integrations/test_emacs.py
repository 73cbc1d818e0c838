"""Emacs with Eglot, by the set-up that the guide shows: findings, hover, fixes, and a post that is written on."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest
from tests.integrations.programs import SOFTSELL, guide_sample, run

PUSHY = "🚨 Last chance to grab yours! We utilize rye.\n"
SESSION = """
(require (quote package))
(add-to-list (quote package-directory-list) "/usr/share/emacs/site-lisp/elpa") ; where Debian puts it
(package-initialize)
(unless (require 'eglot nil t) (message "no eglot") (kill-emacs 77))
(require 'flymake)
(require 'json)
%(set_up)s
(defvar told (list))
(defun tell (key value) (setq told (cons (cons key value) told)))
(defun wait (what condition)
  (let ((end (+ (float-time) 60)))
    (while (not (funcall condition))
      (when (> (float-time) end) (error "waited in vain for %%s" what))
      (accept-process-output nil 0.02))))
(defun codes () (mapcar (lambda (one) (flymake-diagnostic-text one)) (flymake-diagnostics)))
(find-file "post.txt")
(setq eglot-sync-connect 60 eglot-confirm-server-initiated-edits nil)
(apply #'eglot--connect (eglot--guess-contact))
(eglot--maybe-activate-editing-mode)
(wait "diagnostics" (lambda () (flymake-start) (flymake-diagnostics)))
(tell 'texts (vconcat (codes)))
(tell 'words (vconcat (mapcar (lambda (one) (buffer-substring-no-properties (flymake-diagnostic-beg one) (flymake-diagnostic-end one)))
                              (flymake-diagnostics))))
(goto-char (flymake-diagnostic-beg (car (flymake-diagnostics))))
(tell 'hover (plist-get (plist-get (jsonrpc-request (eglot--current-server-or-lose) :textDocument/hover (eglot--TextDocumentPositionParams))
                                   :contents) :value))
(goto-char (point-min))
(search-forward "utilize")
(let* ((actions (jsonrpc-request (eglot--current-server-or-lose) :textDocument/codeAction
                 (list :textDocument (eglot--TextDocumentIdentifier)
                       :range (list :start (eglot--pos-to-lsp-position (match-beginning 0)) :end (eglot--pos-to-lsp-position (match-end 0)))
                       :context (list :diagnostics []))))
       (fix (cl-find-if (lambda (one) (string-match-p "use" (plist-get one :title))) actions)))
  (tell 'action (plist-get fix :title))
  (eglot--apply-workspace-edit (plist-get fix :edit)))
(tell 'fixed (buffer-substring-no-properties (point-min) (point-max)))
(erase-buffer)
(insert "We baked rye. Which loaf do you toast?\\n")
(eglot--signal-textDocument/didChange)
(wait "no diagnostics" (lambda () (flymake-start) (not (flymake-diagnostics))))
(with-temp-file "told.json" (insert (json-encode told)))
(set-buffer-modified-p nil)
(eglot-shutdown (eglot--current-server-or-lose))
(kill-emacs 0)
"""


@pytest.mark.skipif(
    shutil.which("emacs") is None, reason="Emacs isn't installed here (Debian: emacs-nox and elpa-eglot)"
)
def test_emacs_shows_and_fixes_findings(tmp_path: Path) -> None:
    (tmp_path / "softsell.toml").write_text('platform = "x"\n')
    (tmp_path / "post.txt").write_text(PUSHY)
    (tmp_path / "session.el").write_text(SESSION % {"set_up": guide_sample("elisp", "eglot-server-programs")})
    programs = tmp_path / "bin"
    programs.mkdir()
    (programs / "softsell").symlink_to(SOFTSELL)
    env = {
        **os.environ,
        "HOME": str(tmp_path),
        "LC_ALL": "C.UTF-8",
        "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}",
    }
    run("emacs", "-Q", "--batch", "-l", "session.el", cwd=tmp_path, env=env)
    told = json.loads((tmp_path / "told.json").read_text())
    assert "Last chance to grab" in told["words"]
    assert any("Last chance to grab" in text for text in told["texts"])
    assert "Finds:" in told["hover"]
    assert told["fixed"] == "🚨 Last chance to grab yours! We use rye.\n"
