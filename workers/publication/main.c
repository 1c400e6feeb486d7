#include "workers/publication/step.h"

int
main(int argc, char **argv)
{
	return worker_main(argc, argv, &publication_worker);
}
