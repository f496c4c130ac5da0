// aside - one thread for what takes too long for the thread that looks at frames; one job at a time, nothing queues.
#pragma once

#include <condition_variable>
#include <functional>
#include <mutex>
#include <thread>

namespace vestibule::capture {

class Aside {
public:
    /// Without a thread of its own a job is done at once, by whoever offers it: for tests with their own time.
    explicit Aside(bool own_thread);
    ~Aside();
    Aside(const Aside&) = delete;
    Aside& operator=(const Aside&) = delete;

    /// False, and nothing happens, while a job is being done. A job must not throw.
    bool offer(std::function<void()> job);
    /// Returns when no job is being done, and none holds anything any longer.
    void drain();

private:
    void run();
    const bool own_thread_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::function<void()> job_;
    bool busy_ = false, ending_ = false;
    std::thread thread_;
};

}  // namespace vestibule::capture
