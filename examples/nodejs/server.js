const http = require('http');

const server = http.createServer((request, response) => response.end('Hello from Node.js\n'));
server.listen(process.env.PORT || 5000);
// process 1 of a container ignores SIGTERM unless it says otherwise
process.on('SIGTERM', () => server.close(() => process.exit()));
