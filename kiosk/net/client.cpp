// client - the network thread: curl multi, timers, and orders from other threads.
#include "kiosk/net/client.hpp"

#include <csignal>

#include <condition_variable>
#include <map>
#include <mutex>
#include <thread>

#include "drivers/clock/floor.hpp"
#include "kiosk/net/curl_setup.hpp"
#include "kiosk/net/exchange.hpp"

namespace vestibule::net {

namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kLongestSleep{
    60'000};  // nothing is due: an order or curl's own timeout ends it sooner

struct Timer {
    SteadyClock::time_point due;
    std::function<void(bool)> then;
};

struct Order {
    Ticket ticket = 0;
    Request request;
    Done done;
    OnProgress progress;
};

class CurlClient final : public Client {
public:
    explicit CurlClient(Trust trust);
    ~CurlClient() override;
    Ticket send(Request request, Done done, OnProgress progress) override;
    Ticket after(std::chrono::milliseconds delay, std::function<void(bool)> then) override;
    void cancel(Ticket ticket) override;
    void forget() override;

private:
    void run();
    bool take_orders();
    void start(Order order);
    [[nodiscard]] bool knows_time() const;
    void drop(Ticket ticket);
    void collect();
    void fire_timers();
    [[nodiscard]] int sleep_ms() const;
    bool drop_everything();
    void renew();

    const Trust trust_;
    std::mutex mutex_;  // guards what follows, up to `thread_`
    std::condition_variable forgotten_;
    CURLM* multi_ = nullptr;  // changed by the network thread under the mutex, used by others only to wake it
    Ticket last_ticket_ = 0;
    std::vector<Order> orders_;
    std::map<Ticket, Timer> new_timers_;
    std::vector<Ticket> cancels_;
    std::uint64_t forgets_asked_ = 0, forgets_done_ = 0;
    bool stop_ = false;

    // The network thread's own.
    std::map<Ticket, std::unique_ptr<Exchange>> running_;
    std::map<Ticket, Timer> timers_;
    std::thread thread_;
};

CurlClient::CurlClient(Trust trust) : trust_(std::move(trust)) {
    start_curl();
    renew();
    thread_ = std::thread([this] { run(); });
}

CurlClient::~CurlClient() {
    {
        const std::lock_guard lock(mutex_);
        stop_ = true;
        curl_multi_wakeup(multi_);
    }
    thread_.join();
    curl_multi_cleanup(multi_);
}

Ticket CurlClient::send(Request request, Done done, OnProgress progress) {
    const std::lock_guard lock(mutex_);
    orders_.push_back({++last_ticket_, std::move(request), std::move(done), std::move(progress)});
    curl_multi_wakeup(multi_);
    return last_ticket_;
}

Ticket CurlClient::after(std::chrono::milliseconds delay, std::function<void(bool)> then) {
    const std::lock_guard lock(mutex_);
    new_timers_.emplace(++last_ticket_, Timer{SteadyClock::now() + delay, std::move(then)});
    curl_multi_wakeup(multi_);
    return last_ticket_;
}

void CurlClient::cancel(Ticket ticket) {
    const std::lock_guard lock(mutex_);
    cancels_.push_back(ticket);
    curl_multi_wakeup(multi_);
}

void CurlClient::forget() {
    std::unique_lock lock(mutex_);
    const std::uint64_t mine = ++forgets_asked_;
    curl_multi_wakeup(multi_);
    if (std::this_thread::get_id() == thread_.get_id()) return;
    forgotten_.wait(lock, [&] { return forgets_done_ >= mine; });
}

void CurlClient::run() {
    sigset_t all;
    sigfillset(&all);  // signals are the main thread's; a write to a closed connection must not end the process
    pthread_sigmask(SIG_BLOCK, &all, nullptr);
    while (take_orders()) {
        int count = 0;
        curl_multi_perform(multi_, &count);
        collect();
        fire_timers();
        curl_multi_poll(multi_, nullptr, 0, sleep_ms(), nullptr);
    }
}

/// False when it is time to end. Callbacks are never called with the mutex held.
bool CurlClient::take_orders() {
    std::vector<Order> orders;
    std::vector<Ticket> cancels;
    std::uint64_t forgets = 0;
    bool stop = false;
    bool forget = false;
    {
        const std::lock_guard lock(mutex_);
        orders.swap(orders_);
        cancels.swap(cancels_);
        timers_.merge(new_timers_);
        forgets = forgets_asked_;
        forget = forgets_asked_ != forgets_done_;
        stop = stop_;
    }
    for (Order& order : orders) start(std::move(order));
    for (const Ticket ticket : cancels) drop(ticket);
    if (forget || stop) {
        while (drop_everything()) {
        }
        renew();
        const std::lock_guard lock(mutex_);
        forgets_done_ = forgets;
        forgotten_.notify_all();
    }
    return !stop;
}

/// The clock of a machine without a battery begins in 1970: every certificate would seem to be one of the future, and a
/// clock that somebody has put back would believe one that has expired.
bool CurlClient::knows_time() const {
    static const drivers::SystemClock kSystem;
    return (trust_.clock != nullptr ? trust_.clock : &kSystem)->wall() >= drivers::time_floor();
}

void CurlClient::start(Order order) {
    if (!knows_time()) return order.done(Error{ErrorCode::ClockNotSet, "no time server has been heard yet"});
    auto exchange = std::make_unique<Exchange>(order.ticket, std::move(order.request), std::move(order.done),
                                               std::move(order.progress), trust_);
    if (exchange->refused()) {
        exchange->take_done()(*exchange->refused());
        return;
    }
    curl_multi_add_handle(multi_, exchange->easy());
    running_.emplace(order.ticket, std::move(exchange));
}

void CurlClient::drop(Ticket ticket) {
    if (const auto found = running_.find(ticket); found != running_.end()) {
        const std::unique_ptr<Exchange> exchange = std::move(found->second);
        running_.erase(found);
        curl_multi_remove_handle(multi_, exchange->easy());
        exchange->take_done()(exchange->cancelled());
    } else if (auto timer = timers_.extract(ticket)) {
        timer.mapped().then(false);
    }
}

void CurlClient::collect() {
    int left = 0;
    while (CURLMsg* message = curl_multi_info_read(multi_, &left)) {
        if (message->msg != CURLMSG_DONE) continue;
        const CURLcode code = message->data.result;
        char* self = nullptr;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &self);
        const auto found = running_.find(reinterpret_cast<Exchange*>(self)->ticket());
        const std::unique_ptr<Exchange> exchange = std::move(found->second);
        running_.erase(found);
        curl_multi_remove_handle(multi_, exchange->easy());
        exchange->take_done()(exchange->result(code));
    }
}

void CurlClient::fire_timers() {
    const auto now = SteadyClock::now();
    for (auto timer = timers_.begin(); timer != timers_.end();) {
        const auto current = timer++;
        if (current->second.due > now) continue;
        const auto due = timers_.extract(current);
        due.mapped().then(true);
    }
}

int CurlClient::sleep_ms() const {
    auto sleep = kLongestSleep;
    for (const auto& [ticket, timer] : timers_) {
        sleep = std::min(sleep, std::chrono::ceil<std::chrono::milliseconds>(timer.due - SteadyClock::now()));
    }
    return static_cast<int>(std::max<std::int64_t>(0, sleep.count()));
}

/// Cancels all that runs or waits; true when the callbacks that were called have ordered something new meanwhile.
bool CurlClient::drop_everything() {
    while (!running_.empty()) drop(running_.begin()->first);
    while (!timers_.empty()) drop(timers_.begin()->first);
    std::vector<Order> orders;
    {
        const std::lock_guard lock(mutex_);
        orders.swap(orders_);
        timers_.merge(new_timers_);
        cancels_.clear();
    }
    for (Order& order : orders) order.done(Error{ErrorCode::Cancelled, "before it was sent"});
    return !orders.empty() || !timers_.empty();
}

/// A new multi handle: no connection, no name, no TLS session of the old one is left.
void CurlClient::renew() {
    const std::lock_guard lock(mutex_);
    if (multi_ != nullptr) curl_multi_cleanup(multi_);
    multi_ = curl_multi_init();
    if (multi_ == nullptr) throw std::bad_alloc();
}

}  // namespace

std::unique_ptr<Client> make_client(Trust trust) {
    return std::make_unique<CurlClient>(std::move(trust));
}

}  // namespace vestibule::net
