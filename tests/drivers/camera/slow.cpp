// slow - a part of a module that takes its time while it is loaded, as big libraries do on a slow machine.
#include <chrono>
#include <thread>

namespace {

struct Slow {
    Slow() { std::this_thread::sleep_for(std::chrono::milliseconds(400)); }
};
const Slow slow;

}  // namespace

#ifdef VESTIBULE_SLOW_NEXT
extern "C" int VESTIBULE_SLOW_NEXT();
extern "C" int VESTIBULE_SLOW_NAME() { return VESTIBULE_SLOW_NEXT() + 1; }
#else
extern "C" int VESTIBULE_SLOW_NAME() { return 1; }
#endif
