// aside - the thread is started with the first job, so that an engine that never reads has none.
#include "kiosk/capture/aside.hpp"

namespace vestibule::capture {

Aside::Aside(bool own_thread) : own_thread_(own_thread) {}

Aside::~Aside() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
    }
    changed_.notify_all();
    if (thread_.joinable()) thread_.join();
}

bool Aside::offer(std::function<void()> job) {
    if (!own_thread_) {
        job();
        return true;
    }
    {
        const std::scoped_lock lock(mutex_);
        if (busy_ || ending_) return false;
        busy_ = true;
        job_ = std::move(job);
        if (!thread_.joinable()) thread_ = std::thread([this] { run(); });
    }
    changed_.notify_all();
    return true;
}

void Aside::drain() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !busy_; });
}

void Aside::run() {
    std::unique_lock lock(mutex_);
    while (true) {
        changed_.wait(lock, [this] { return ending_ || job_; });
        if (!job_) return;
        std::function<void()> job = std::move(job_);
        job_ = nullptr;
        lock.unlock();
        job();
        job = nullptr;  // the picture that it holds goes before anybody hears that it is done
        lock.lock();
        busy_ = false;
        changed_.notify_all();
    }
}

}  // namespace vestibule::capture
