#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "web/listen.h"

enum { HOST_MAX = 64 };

int
listen_parse(const char *listen, struct sockaddr_storage *out, struct err *e)
{
	struct sockaddr_in	*in4 = (struct sockaddr_in *)out;
	struct sockaddr_in6	*in6 = (struct sockaddr_in6 *)out;
	const char		*colon = strrchr(listen, ':');
	int			 six = listen[0] == '[';
	char			 host[HOST_MAX];
	int64_t			 port = 0;

	*out = (struct sockaddr_storage){ 0 };
	snprintf(host, sizeof(host), "%.*s", colon == NULL ? 0 :
	    (int)(colon - listen) - 2 * six, listen + six);
	if (colon == NULL || text_number(colon + 1, 0, 65535, &port) != 0 ||
	    inet_pton(six ? AF_INET6 : AF_INET, host, six ?
	    (void *)&in6->sin6_addr : (void *)&in4->sin_addr) != 1)
		return err_set(e, ERR_SETUP, "listen: \"%s\" is no address; "
		    "expected one like 127.0.0.1:8080 or [::1]:8080", listen);
	out->ss_family = six ? AF_INET6 : AF_INET;
	if (six)
		in6->sin6_port = htons((uint16_t)port);
	else
		in4->sin_port = htons((uint16_t)port);
	return 0;
}
