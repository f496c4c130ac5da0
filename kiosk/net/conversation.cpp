// conversation - one patient's chain of requests with one service.
#include "kiosk/net/conversation.hpp"

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

bool Conversation::send_farewell(Request request) {
    struct Farewell {
        std::mutex mutex;
        std::condition_variable changed;
        bool done = false, told = false;
    };
    const auto deadline = request.deadline;
    const auto answered = std::make_shared<Farewell>();
    client_.send(std::move(request), [answered](const Result<Response>& answer) {
        const std::lock_guard lock(answered->mutex);
        answered->done = true;
        answered->told = answer && is_told(answer->status);
        answered->changed.notify_all();
    });
    {
        const Lock lock = enter();
        if (running_ == std::this_thread::get_id()) return false;
    }
    std::unique_lock lock(answered->mutex);
    answered->changed.wait_for(lock, deadline, [&] { return answered->done; });
    return answered->told;
}

}  // namespace vestibule::net
