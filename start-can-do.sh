#!/bin/sh
# Starts Can Do on Linux: finds a Python and hands over to start.py.
cd "$(dirname "$0")" || exit 1
for python in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        "$python" start.py "$@"
        code=$?
        # Started with a double click, the window would close before anybody has read why.
        if [ "$code" -ne 0 ] && [ -t 0 ]; then
            printf 'Press Enter to close this window. '
            read -r _
        fi
        exit "$code"
    fi
done
echo "Can Do needs Python 3.11 or newer. Install it with your system's software tool and start again." >&2
if [ -t 0 ]; then
    printf 'Press Enter to close this window. '
    read -r _
fi
exit 1
