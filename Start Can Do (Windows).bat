@echo off
rem Starts Can Do on Windows: finds a Python and hands over to start.py.
rem Not tried on Windows yet: written from documentation only.
setlocal
cd /d "%~dp0"
set "CANDO_PYTHON="
py -3 -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "CANDO_PYTHON=py -3"
if defined CANDO_PYTHON goto start
python -c "import sys; sys.exit(sys.version_info < (3, 11))" >nul 2>nul
if not errorlevel 1 set "CANDO_PYTHON=python"
if defined CANDO_PYTHON goto start
echo Can Do needs Python 3.11 or newer. Install it from python.org and start again.
pause
exit /b 1
:start
%CANDO_PYTHON% start.py %*
set "CANDO_CODE=%errorlevel%"
if not "%CANDO_CODE%"=="0" pause
exit /b %CANDO_CODE%
