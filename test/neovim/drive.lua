-- Runs inside Neovim: opens a program with the settings of docs/editors.md and writes down what its client shows.

-- Neovim 0.7, which Debian 12 has, starts and attaches a client in two steps, and finds types by Lua only if asked to.
vim.g.do_filetype_lua = 1
vim.cmd('filetype on')
vim.lsp.start = vim.lsp.start or function(config)
  local id = vim.lsp.start_client(config)
  vim.lsp.buf_attach_client(0, id)
  return id
end
dofile(vim.env.QFLOW_SETTINGS)

local limit = 60000 -- milliseconds
vim.cmd('edit ' .. vim.env.QFLOW_PROGRAM)
local diagnostics = function()
  return vim.diagnostic.get(0)
end
assert(vim.wait(limit, function() return #diagnostics() > 0 end, 50), 'there are no diagnostics')

local ask = function(method, line, character, more)
  local position = { line = line, character = character }
  local parameters = vim.tbl_extend('error', {
    textDocument = vim.lsp.util.make_text_document_params(),
    position = position,
  }, more or {})
  local answers = vim.lsp.buf_request_sync(0, method, parameters, limit)
  for _, answer in pairs(answers or {}) do
    if answer.result then
      return answer.result
    end
  end
  return vim.NIL
end

local found = {
  filetype = vim.bo.filetype,
  diagnostics = vim.tbl_map(function(one) return { one.lnum, one.col, one.code or '', one.message } end, diagnostics()),
  hover = ask('textDocument/hover', 2, 3),
  completion = ask('textDocument/completion', 3, 2),
  definition = ask('textDocument/definition', 6, 19),
}
vim.lsp.util.apply_workspace_edit(ask('textDocument/rename', 0, 9, { newName = 'pair' }), 'utf-16')
vim.lsp.util.apply_text_edits(
  ask('textDocument/formatting', 0, 0, { options = { tabSize = 2, insertSpaces = true } }), 0, 'utf-16')
vim.api.nvim_buf_set_lines(0, 3, 4, false, { '  cx q[0], q[1];' })
found.cleared = vim.wait(limit, function() return #diagnostics() == 0 end, 50)
found.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')

local file = assert(io.open(vim.env.QFLOW_FOUND, 'w'))
file:write(vim.fn.json_encode(found))
file:close()
vim.cmd('qall!')
