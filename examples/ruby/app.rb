require 'webrick'

server = WEBrick::HTTPServer.new(Port: ENV.fetch('PORT', 5000))
server.mount_proc('/') { |_, response| response.body = "Hello from Ruby\n" }
# process 1 of a container ignores SIGTERM unless it says otherwise
trap('TERM') { server.shutdown }
server.start
