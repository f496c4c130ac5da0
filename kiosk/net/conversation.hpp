// conversation - one patient's chain of requests with one service: one step at a time, and silence once it has been
// ended.
#pragma once

#include <chrono>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "kiosk/net/client.hpp"

namespace vestibule::net {

/// What a service's session builds on. All of its state is used with its mutex held: by the caller's thread inside
/// `enter()`, by the network thread inside a step. A step that comes after `end()` is dropped unseen, and `end()`
/// returns only when no step is running (unless a step itself called it), so nothing of the owner is called after it.
class Conversation : public std::enable_shared_from_this<Conversation> {
public:
    explicit Conversation(Client& client) : client_(client) {}
    virtual ~Conversation() = default;
    Conversation(const Conversation&) = delete;
    Conversation& operator=(const Conversation&) = delete;

    using Answered = std::function<void(Result<Response>)>;
    using Lock = std::unique_lock<std::recursive_mutex>;

    [[nodiscard]] Lock enter() { return Lock(mutex_); }
    /// The next step; after `cancel_step()` it gets Cancelled, whatever came.
    void send(Request request, Answered next, OnProgress progress = {});
    /// Waits; `next(false)` when it was cancelled.
    void wait(std::chrono::milliseconds delay, std::function<void(bool)> next);

    /// A call begins: whatever an earlier call still waits for is dropped unseen, and its cancelling is over.
    void begin();
    void cancel_step();
    [[nodiscard]] bool cancelled() const { return cancelled_; }

    /// Silence from now on.
    void end();
    [[nodiscard]] bool ended() const { return ended_; }
    /// The last requests, all at once: waits for their answers, but never longer than the longest deadline, and not at
    /// all when called from a callback. Of each whether the service is known to have been told.
    std::vector<bool> send_farewells(std::vector<Request> requests);

private:
    class Running;
    Client& client_;
    std::recursive_mutex mutex_;
    Ticket ticket_ = 0;
    std::uint64_t call_ = 0;
    bool cancelled_ = false;
    bool ended_ = false;
    std::thread::id running_;
};

}  // namespace vestibule::net
