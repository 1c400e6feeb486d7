#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "broker/seat.h"

enum { HOST_MAX = 64, MACHINE_MAX = 64 };

/* The second changes at each start: a broker that comes back with its machine
 * waits for the lease to end, once. */
const char *const seat_machines[] = {
	"/etc/machine-id", "/proc/sys/kernel/random/boot_id", NULL
};

/* A machine that was not set up yet has an empty file, or this word. */
static int
read_machine(const char *path, char out[MACHINE_MAX])
{
	FILE	*f = fopen(path, "r");

	out[0] = '\0';
	if (f == NULL)
		return 0;
	if (fgets(out, MACHINE_MAX, f) == NULL)
		out[0] = '\0';
	fclose(f);
	out[strcspn(out, " \n")] = '\0';
	return *out != '\0' && strcmp(out, "uninitialized") != 0;
}

void
seat_name(char *out, size_t size, const char *const *machines,
    const char *endpoint)
{
	char	 host[HOST_MAX] = "", machine[MACHINE_MAX] = "";

	gethostname(host, sizeof(host) - 1);
	while (*machines != NULL && !read_machine(*machines, machine))
		machines++;
	if (*machines == NULL)
		machine[0] = '\0';
	snprintf(out, size, "%s %s %s", host, machine, endpoint);
}
