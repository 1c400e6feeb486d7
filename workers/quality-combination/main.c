#include "workers/quality-combination/step.h"

int
main(int argc, char **argv)
{
	return worker_main(argc, argv, &combination_worker);
}
