// climber - the thread that keeps and takes the steps, and what the main thread makes of it.
#include "kiosk/device/ladder/climber.hpp"

namespace vestibule::device {

Climber::Climber(ClimberSetup setup) : setup_(std::move(setup)), thread_([this] { run(); }) {}

Climber::~Climber() {
    {
        const std::scoped_lock lock(mutex_);
        ending_ = true;
        changed_.notify_all();
    }
    thread_.join();
}

bool Climber::ready() {
    settle();
    return ready_;
}

bool Climber::busy(LadderId id) {
    settle();
    return busy_[index(id)];
}

Ladder& Climber::ladder(LadderId id) {
    auto& one = ladders_[index(id)];
    if (!one) one.emplace(id, Standing{}, setup_.clock->now());
    return *one;
}

bool Climber::climbing(LadderId id) const {
    const auto& one = ladders_[index(id)];
    return one && !one->at_bottom();
}

void Climber::order(Job job) {
    busy_[index(job.id)] = true;
    const std::scoped_lock lock(mutex_);
    jobs_.push_back(std::move(job));
    changed_.notify_all();
}

void Climber::seen(LadderId id, const std::string& port) {
    settle();
    if (!ready_ || busy_[index(id)]) return;
    Ladder& one = ladder(id);
    if (known_[index(id)] && one.standing().port == port) return;
    known_[index(id)] = true;
    one.found_at(port);
    // A port that changed while the ladder is climbed is kept with the next step.
    if (one.at_bottom()) order({id, one.standing(), false});
}

void Climber::look(LadderId id, Condition condition, ErrorCode code, Rung highest) {
    settle();
    if (!ready_ || busy_[index(id)] || demand_) return;
    Ladder& one = ladder(id);
    const drivers::TimePoint now = setup_.clock->now();
    if (condition == Condition::Rests) return one.rests();
    if (condition == Condition::Works) {
        if (!one.works(now)) return;
        one.leave();
        return order({id, one.standing(), false});
    }
    std::optional<Standing> next = one.failed(code, highest, now);
    if (next && next->rung == Rung::PowerCycle && next->port.empty()) {
        one.skip(Rung::PowerCycle);
        next = one.failed(code, highest, now);
    }
    if (!next) return;
    known_[index(id)] = true;
    order({id, *next, true});
}

/// What the thread has done since the last time.
void Climber::settle() {
    std::vector<Done> done;
    std::optional<Standings> read;
    {
        const std::scoped_lock lock(mutex_);
        done.swap(done_);
        read.swap(read_);
    }
    const drivers::TimePoint now = setup_.clock->now();
    if (read) {
        for (std::size_t i = 0; i < read->size(); ++i) {
            if (!(*read)[i]) continue;
            ladders_[i].emplace(static_cast<LadderId>(i), *(*read)[i], now);
            known_[i] = true;
        }
        ready_ = true;
    }
    for (const Done& one : done) {
        busy_[index(one.job.id)] = false;
        if (!one.job.climbs || !one.alone) continue;
        const Rung rung = *one.job.standing.rung;
        if (!one.tried && rung == Rung::Reboot) {
            ladder(one.job.id).skip(rung);
            continue;
        }
        ladder(one.job.id).climb(one.job.standing, now);
        ++steps_[index(one.job.id)];
        if (rung == Rung::Restart || rung == Rung::OutOfService) demand_ = Demand{one.job.id, rung};
    }
}

Climber::Done Climber::carry_out(const Job& job) {
    Done done{.job = job};
    std::shared_ptr<void> gate;
    if (job.climbs && job.standing.rung == Rung::Reboot) {
        gate = setup_.alone();
        if (done.alone = gate != nullptr; !done.alone) return done;  // a patient has come meanwhile; later, then
    }
    if (const Result<void> kept = setup_.keep(job.id, job.standing); !kept) {
        setup_.complain(kept.error());
        if (job.standing.rung == Rung::Reboot) return done;
    }
    if (!job.climbs) return done;
    Result<void> asked;
    if (job.standing.rung == Rung::PowerCycle) {
        asked = setup_.ask_hand({hand::Verb::UsbPowerCycle, job.standing.port});
    } else if (job.standing.rung == Rung::Reboot) {
        asked = setup_.ask_hand({hand::Verb::Reboot, {}});
    }
    if (!asked) setup_.complain(asked.error());
    done.tried = asked.ok();
    return done;
}

void Climber::run() {
    Result<Standings> read = setup_.read();
    if (!read) setup_.complain(read.error());
    std::unique_lock lock(mutex_);
    read_ = read ? std::move(read).value() : Standings{};
    setup_.wake();
    while (true) {
        changed_.wait(lock, [this] { return !jobs_.empty() || ending_; });
        if (ending_) return;
        const Job job = std::move(jobs_.front());
        jobs_.erase(jobs_.begin());
        lock.unlock();
        Done done = carry_out(job);
        lock.lock();
        done_.push_back(std::move(done));
        setup_.wake();
    }
}

}  // namespace vestibule::device
