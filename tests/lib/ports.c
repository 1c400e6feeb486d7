#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include "tests/lib/ports.h"
#include "tests/lib/test.h"

enum { PORTS = 8 };

void
ports_free(int *port, size_t n)
{
	struct sockaddr_in	 in = { .sin_family = AF_INET,
				    .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
	socklen_t		 len = sizeof(in);
	int			 fd[PORTS];
	size_t			 i;

	assert_in_range(n, 1, PORTS);
	for (i = 0; i < n; i++) {
		in.sin_port = 0;
		fd[i] = socket(AF_INET, SOCK_STREAM, 0);
		assert_int_equal(bind(fd[i], (struct sockaddr *)&in, len), 0);
		assert_int_equal(getsockname(fd[i], (struct sockaddr *)&in,
		    &len), 0);
		port[i] = ntohs(in.sin_port);
	}
	for (i = 0; i < n; i++)
		close(fd[i]);
}
