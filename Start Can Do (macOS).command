#!/bin/sh
# Starts Can Do on macOS: finds a Python and hands over to start.py.
# Not tried on macOS yet: written from documentation only.
cd "$(dirname "$0")" || exit 1
code=1
found=no
frameworks=/Library/Frameworks/Python.framework/Versions
for python in python3.14 python3.13 python3.12 python3.11 "$frameworks/Current/bin/python3" python3; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        found=yes
        "$python" start.py "$@"
        code=$?
        break
    fi
done
if [ "$found" = no ]; then
    echo "Can Do needs Python 3.11 or newer. Install it from python.org and start again."
fi
if [ "$code" -ne 0 ] && [ -t 0 ]; then
    printf 'Press Enter to close this window. '
    read -r _
fi
exit "$code"
