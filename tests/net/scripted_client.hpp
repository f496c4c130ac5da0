// scripted_client - a client without a network: answers by rules, in virtual time, on the test's own thread.
#pragma once

#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "drivers/clock/clock.hpp"
#include "kiosk/net/client.hpp"

namespace vestibule::net::testing {

[[nodiscard]] inline Response answer(int status, std::string_view body = {}) {
    Response made;
    made.status = status;
    made.content_type = "application/json";
    made.body = privacy::SecretBytes(privacy::WipedBytes(body.begin(), body.end()));
    return made;
}

class ScriptedClient final : public Client {
public:
    using Rule = std::function<Result<Response>(const Request&)>;
    struct Sent {
        Method method;
        std::string url, body;
    };

    explicit ScriptedClient(drivers::SimulatedClock& clock) : clock_(clock) {}

    /// Answers requests whose address contains `part`; the last rule that fits wins.
    void on(std::string part, Rule rule) { rules_.emplace_back(std::move(part), std::move(rule)); }
    /// One answer after the other; the last one stays.
    void on(std::string part, std::vector<std::function<Result<Response>()>> answers) {
        auto next = std::make_shared<std::size_t>(0);
        on(std::move(part), [answers = std::move(answers), next](const Request&) {
            const std::size_t at = std::min(*next, answers.size() - 1);
            ++*next;
            return answers[at]();
        });
    }

    /// What a farewell is answered with, at once; without it 204.
    void on_farewell(std::function<Result<Response>()> farewell) { farewell_ = std::move(farewell); }

    Ticket send(Request request, Done done, OnProgress progress) override {
        if (request.deadline <= kFarewellsWithin) {  // whoever sends a farewell may be waiting right here
            sent_.push_back({request.method, request.url, {}});
            done(farewell_());
            return ++last_;
        }
        queue_.push_back({++last_, std::move(request), std::move(done), std::move(progress)});
        return last_;
    }
    Ticket after(std::chrono::milliseconds delay, std::function<void(bool)> then) override {
        timers_.emplace(++last_, Timer{clock_.now() + delay, delay, std::move(then)});
        return last_;
    }
    void cancel(Ticket ticket) override { cancelled_.push_back(ticket); }
    void forget() override {}

    /// Runs until nothing is left to do. `limit`: so many steps at most, to stop in the middle.
    void run(int limit = 10'000) {
        while (limit-- > 0 && step()) {
        }
        EXPECT_GE(limit, -1);
    }

    [[nodiscard]] int count(std::string_view part) const {
        return static_cast<int>(std::count_if(
            sent_.begin(), sent_.end(), [&](const Sent& one) { return one.url.find(part) != std::string::npos; }));
    }
    [[nodiscard]] const std::vector<Sent>& sent() const { return sent_; }
    [[nodiscard]] const std::vector<std::chrono::milliseconds>& waits() const { return waits_; }

private:
    static constexpr std::chrono::milliseconds kFarewellsWithin{1'500};  // nothing else has so little time
    struct Queued {
        Ticket ticket;
        Request request;
        Done done;
        OnProgress progress;
    };
    struct Timer {
        drivers::TimePoint due;
        std::chrono::milliseconds delay;
        std::function<void(bool)> then;
    };

    bool step() {
        if (!cancelled_.empty()) return cancel_one();
        if (!queue_.empty()) return answer_one();
        if (timers_.empty()) return false;
        auto earliest = timers_.begin();
        for (auto timer = timers_.begin(); timer != timers_.end(); ++timer) {
            if (timer->second.due < earliest->second.due) earliest = timer;
        }
        if (earliest->second.due > clock_.now()) clock_.advance(earliest->second.due - clock_.now());
        if (earliest->second.delay.count() > 0) waits_.push_back(earliest->second.delay);
        const auto fired = timers_.extract(earliest);
        fired.mapped().then(true);
        return true;
    }
    bool cancel_one() {
        const Ticket ticket = cancelled_.front();
        cancelled_.erase(cancelled_.begin());
        for (auto one = queue_.begin(); one != queue_.end(); ++one) {
            if (one->ticket != ticket) continue;
            const Done done = std::move(one->done);
            queue_.erase(one);
            done(Error{ErrorCode::Cancelled, "scripted"});
            return true;
        }
        if (auto timer = timers_.extract(ticket)) timer.mapped().then(false);
        return true;
    }
    bool answer_one() {
        Queued one = std::move(queue_.front());
        queue_.pop_front();
        const auto& body = one.request.body.reveal();
        sent_.push_back({one.request.method, one.request.url, std::string(body.begin(), body.end())});
        if (one.progress && !body.empty()) one.progress({body.size() / 2, body.size(), 0});
        for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
            if (one.request.url.find(rule->first) == std::string::npos) continue;
            one.done(rule->second(one.request));
            return true;
        }
        one.done(Error{ErrorCode::NotReachable, "no rule for " + one.request.url});
        return true;
    }

    drivers::SimulatedClock& clock_;
    std::function<Result<Response>()> farewell_ = [] { return answer(204); };
    std::vector<std::pair<std::string, Rule>> rules_;
    std::deque<Queued> queue_;
    std::map<Ticket, Timer> timers_;
    std::vector<Ticket> cancelled_;
    std::vector<Sent> sent_;
    std::vector<std::chrono::milliseconds> waits_;
    Ticket last_ = 0;
};

}  // namespace vestibule::net::testing
