// waiting - hands what a callback on the network thread brings to the test's thread; waits for it, generously.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <utility>

namespace vestibule::net::testing {

template <typename T>
class Inbox {
public:
    void put(T value) {
        const std::lock_guard lock(mutex_);
        values_.push_back(std::move(value));
        changed_.notify_all();
    }
    /// The next value; a test that waits for what never comes ends here.
    T take(std::chrono::seconds patience = std::chrono::seconds(60)) {
        std::unique_lock lock(mutex_);
        if (!changed_.wait_for(lock, patience, [&] { return !values_.empty(); })) {
            ADD_FAILURE() << "nothing came";
            std::abort();
        }
        T value = std::move(values_.front());
        values_.pop_front();
        return value;
    }
    [[nodiscard]] std::size_t size() {
        const std::lock_guard lock(mutex_);
        return values_.size();
    }
    /// A callback that puts its argument here.
    [[nodiscard]] auto callback() {
        return [this](T value) { put(std::move(value)); };
    }

private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<T> values_;
};

}  // namespace vestibule::net::testing
