/*
 * poison.so - loaded into a worker, it dies of a message that carries the
 * stage's mark: "poison-for=STAGE".  The programs themselves know nothing of
 * this.
 */
#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zmq.h>

static const char	program[] = "sixthkey-";

typedef int	recv_fn(zmq_msg_t *, void *, int);

int
zmq_msg_recv(zmq_msg_t *msg, void *socket, int flags)
{
	static recv_fn	*next;
	const char	*name = program_invocation_short_name;
	char		 mark[64];
	int		 n;

	if (next == NULL)
		*(void **)&next = dlsym(RTLD_NEXT, "zmq_msg_recv");
	n = next(msg, socket, flags);
	if (n <= 0 || strncmp(name, program, sizeof(program) - 1) != 0)
		return n;
	snprintf(mark, sizeof(mark), "poison-for=%s",
	    name + sizeof(program) - 1);
	if (memmem(zmq_msg_data(msg), (size_t)n, mark, strlen(mark)) != NULL)
		abort();
	return n;
}
