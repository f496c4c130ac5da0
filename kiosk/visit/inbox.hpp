// inbox - where other threads leave what happened; the main thread takes it out, in order.
#pragma once

#include <functional>
#include <mutex>
#include <utility>
#include <vector>

namespace vestibule::visit {

class Inbox {
public:
    explicit Inbox(std::function<void()> wake) : wake_(std::move(wake)) {}

    /// From any thread. After close() nothing is taken any more.
    void post(std::function<void()> happening) {
        {
            const std::scoped_lock lock(mutex_);
            if (closed_) return;
            waiting_.push_back(std::move(happening));
        }
        wake_();
    }
    /// From the main thread: carries out what has arrived. True if there was anything.
    bool run() {
        std::vector<std::function<void()>> now;
        {
            const std::scoped_lock lock(mutex_);
            now.swap(waiting_);
        }
        for (auto& happening : now) happening();
        return !now.empty();
    }
    void close() {
        const std::scoped_lock lock(mutex_);
        closed_ = true;
        waiting_.clear();
    }

private:
    std::function<void()> wake_;
    std::mutex mutex_;
    bool closed_ = false;
    std::vector<std::function<void()>> waiting_;
};

}  // namespace vestibule::visit
