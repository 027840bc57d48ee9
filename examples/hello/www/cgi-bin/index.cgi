#!/bin/sh
# busybox httpd runs this for / when there is no index.html
printf 'Content-Type: text/plain\r\n\r\n'
echo "Powered by ${POWERED_BY:-Drycc}"
echo "Release $DRYCC_RELEASE on $HOSTNAME"
echo "$REMOTE_ADDR asked for $REQUEST_URI" >&2
