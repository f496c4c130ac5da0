// conversation - one patient's chain of requests with one service.
#include "kiosk/net/conversation.hpp"

#include <algorithm>
#include <condition_variable>

#include "kiosk/net/duties.hpp"

namespace vestibule::net {

/// Marks the thread that runs a step, for as long as it does.
class Conversation::Running {
public:
    explicit Running(Conversation& conversation) : conversation_(conversation), before_(conversation.running_) {
        conversation_.running_ = std::this_thread::get_id();
    }
    ~Running() { conversation_.running_ = before_; }
    Running(const Running&) = delete;
    Running& operator=(const Running&) = delete;

private:
    Conversation& conversation_;
    std::thread::id before_;
};

void Conversation::send(Request request, Answered next, OnProgress progress) {
    OnProgress guarded;
    if (progress) {
        guarded = [weak = weak_from_this(), call = call_, progress = std::move(progress)](const Progress& now) {
            const auto self = weak.lock();
            if (!self) return;
            const Lock lock = self->enter();
            const Running running(*self);
            if (!self->ended_ && !self->cancelled_ && self->call_ == call) progress(now);
        };
    }
    ticket_ = client_.send(
        std::move(request),
        [weak = weak_from_this(), call = call_, next = std::move(next)](Result<Response> answer) {
            const auto self = weak.lock();
            if (!self) return;
            const Lock lock = self->enter();
            const Running running(*self);
            if (self->ended_ || self->call_ != call) return;
            if (self->cancelled_) return next(Error{ErrorCode::Cancelled, "by the caller"});
            next(std::move(answer));
        },
        std::move(guarded));
}

void Conversation::wait(std::chrono::milliseconds delay, std::function<void(bool)> next) {
    ticket_ = client_.after(delay, [weak = weak_from_this(), call = call_, next = std::move(next)](bool elapsed) {
        const auto self = weak.lock();
        if (!self) return;
        const Lock lock = self->enter();
        const Running running(*self);
        if (!self->ended_ && self->call_ == call) next(elapsed && !self->cancelled_);
    });
}

void Conversation::begin() {
    ++call_;
    cancelled_ = false;
    client_.cancel(ticket_);
}

void Conversation::cancel_step() {
    cancelled_ = true;
    client_.cancel(ticket_);
}

void Conversation::end() {
    const Lock lock = enter();
    ended_ = true;
    client_.cancel(ticket_);
}

std::vector<bool> Conversation::send_farewells(std::vector<Request> requests) {
    struct Farewells {
        std::mutex mutex;
        std::condition_variable changed;
        std::size_t open = 0;
        std::vector<bool> told;
    };
    std::chrono::milliseconds deadline{};
    const auto farewells = std::make_shared<Farewells>();
    farewells->open = requests.size();
    farewells->told.resize(requests.size());
    for (std::size_t i = 0; i < requests.size(); ++i) {
        deadline = std::max(deadline, requests[i].deadline);
        client_.send(std::move(requests[i]), [farewells, i](const Result<Response>& answer) {
            const std::lock_guard lock(farewells->mutex);
            --farewells->open;
            farewells->told[i] = answer && is_told(answer->status);
            farewells->changed.notify_all();
        });
    }
    {
        const Lock lock = enter();
        if (running_ == std::this_thread::get_id()) deadline = {};
    }
    std::unique_lock lock(farewells->mutex);
    farewells->changed.wait_for(lock, deadline, [&] { return farewells->open == 0; });
    return farewells->told;
}

}  // namespace vestibule::net
