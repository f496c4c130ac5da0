// ledger_test - what the kiosk writes, what it owes, and that trouble with the store never stops it.
#include "kiosk/device/obligations/ledger.hpp"

#include <gmock/gmock.h>

#include "kiosk/device/obligations/delivery.hpp"
#include "tests/device/place.hpp"

namespace vestibule::device {
namespace {

using journal::Event;
using journal::Key;
using journal::KeyKind;
using journal::Say;
using ::testing::ElementsAre;
using testing::Place;

/// Answers each request as the test says, at once.
class Service final : public net::Client {
public:
    net::Ticket send(net::Request request, net::Done done, net::OnProgress) override {
        urls.push_back(request.url);
        bearers.emplace_back(privacy::view(request.bearer));
        if (status == 0) {
            done(Error{ErrorCode::NotReachable, "service.example:443"});
        } else {
            net::Response response;
            response.status = status;
            done(std::move(response));
        }
        return 1;
    }
    net::Ticket after(std::chrono::milliseconds, std::function<void(bool)>) override { return 0; }
    void cancel(net::Ticket) override {}
    void forget() override {}

    int status = 204;
    std::vector<std::string> urls, bearers;
};

class Kept : public ::testing::Test {
protected:
    Kept() {
        EXPECT_TRUE(key_.write_public(place_ / "delivery.pub").ok());
        std::filesystem::create_directories(place_ / "run");
    }
    std::unique_ptr<Ledger> ledger(const std::string& state = "state") {
        return std::make_unique<Ledger>(
            LedgerSetup{.state_folder = place_ / state,
                        .runtime_folder = place_ / "run",
                        .clock = &clock_,
                        .delivery_key = place_ / "delivery.pub",
                        .complain = [this](const Error& error) { complaints_.push_back(error); },
                        .found_due = {}});
    }
    static net::Request request() {
        net::Request made;
        made.method = net::Method::Delete;
        made.url = "https://service.example/v1/searches/CANARY-5521";
        made.bearer = privacy::secret("CANARY-TOKEN-7734");
        return made;
    }
    Result<Tally> deliver(bool now = false) {
        return deliver_due(
            {.state_folder = place_ / "state", .clock = &clock_, .random = [] { return 1.0; }, .now = now}, key_,
            service_);
    }
    std::vector<Event> events(const std::string& state = "state") {
        std::vector<Event> all;
        auto store = Store::open(place_ / state, clock_);
        EXPECT_TRUE(store.ok());
        EXPECT_TRUE(
            store->each([&all](const journal::Entry& entry) { all.push_back(static_cast<Event>(entry.event)); }).ok());
        return all;
    }
    std::int64_t rows() {
        return *Store::open(place_ / "state", clock_)->database().number("SELECT count(*) FROM obligations");
    }
    /// Every byte of every file of the store.
    std::string bytes() {
        std::string all;
        for (const auto& entry : std::filesystem::directory_iterator(place_ / "state")) {
            std::ifstream stream(entry.path(), std::ios::binary);
            all.append(std::istreambuf_iterator<char>(stream), {});
        }
        return all;
    }
    /// The sealed bytes of the one obligation that is there.
    std::string sealed() {
        auto store = Store::open(place_ / "state", clock_);
        auto row = store->database().prepare("SELECT sealed FROM obligations");
        EXPECT_TRUE(*row.step());
        const auto found = row.bytes(0);
        return {found.begin(), found.end()};
    }
    Place place_;
    drivers::SimulatedClock clock_;
    Key key_ = std::move(Key::make(KeyKind::X25519)).value();
    Service service_;
    std::vector<Error> complaints_;
};

TEST_F(Kept, IsHeldWhileItsVisitLivesAndDeliveredAfterwards) {
    auto visit = ledger();
    visit->begin(Say::started());
    ASSERT_NE(visit->take(net::Duty::DropSearch, request()), 0U);
    EXPECT_EQ(visit->open_duties(), 1U);
    EXPECT_EQ(deliver(true)->delivered, 0) << "the visit may still settle it";
    visit.reset();  // died, or could not

    auto successor = ledger();
    successor->begin(Say::started());
    successor->flush();
    EXPECT_EQ(successor->released(), 1);
    EXPECT_EQ(deliver()->delivered, 1);
    EXPECT_THAT(service_.urls, ElementsAre(request().url));
    EXPECT_THAT(service_.bearers, ElementsAre("CANARY-TOKEN-7734"));
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(deliver()->delivered, 0) << "once only";
    EXPECT_THAT(events(), ElementsAre(Event::StoreStarted, Event::Started, Event::DutyTaken, Event::Started,
                                      Event::DutiesDue, Event::DutyDelivered));
}

TEST_F(Kept, IsUnreadableOnTheKioskAndGoneOnceDelivered) {
    ledger()->take(net::Duty::DropSearch, request());
    const std::string kept = sealed();
    EXPECT_GE(kept.size(), 512U);
    EXPECT_NE(bytes().find(kept), std::string::npos) << "or the test sees nothing";
    EXPECT_EQ(bytes().find("CANARY"), std::string::npos);
    ledger()->begin(Say::started());
    EXPECT_EQ(deliver()->delivered, 1);
    // Not even a part of it, in free pages or in the rollback journal.
    for (std::size_t at = 0; at + 32 <= kept.size(); at += 32) {
        EXPECT_EQ(bytes().find(kept.substr(at, 32)), std::string::npos) << at;
    }
}

TEST_F(Kept, IsSettledByItsOwnVisit) {
    auto visit = ledger();
    const auto ticket = visit->take(net::Duty::RevokeToken, request());
    visit->settle(ticket);
    EXPECT_EQ(visit->open_duties(), 0U);
    EXPECT_EQ(rows(), 0);
    visit->settle(ticket);
    EXPECT_THAT(events(), ElementsAre(Event::StoreStarted, Event::DutyTaken, Event::DutySettled)) << "once only";
}

TEST_F(Kept, IsSettledSoonInOneGoWithWhatElseWaits) {
    auto visit = ledger();
    const auto one = visit->take(net::Duty::RevokeToken, request()),
               two = visit->take(net::Duty::DropSearch, request());
    visit->settle_soon(one);
    visit->settle_soon(two);
    EXPECT_EQ(visit->open_duties(), 0U) << "at once, as far as the visit is asked";
    visit.reset();
    EXPECT_EQ(rows(), 0);
    EXPECT_THAT(events(), ElementsAre(Event::StoreStarted, Event::DutyTaken, Event::DutyTaken, Event::DutySettled,
                                      Event::DutySettled));
}

TEST_F(Kept, IsNotDeliveredOnceSettledAlthoughTheStoreCouldNotBeTold) {
    auto visit = ledger();
    const auto shared = visit->take(net::Duty::DropSearch, request());
    {
        const auto held = Store::open(place_ / "state", clock_);  // or a disk that is full
        ASSERT_TRUE(held.ok());
        visit->settle(shared);
    }
    EXPECT_EQ(complaints_.size(), 1U);
    EXPECT_EQ(visit->open_duties(), 0U);
    EXPECT_EQ(rows(), 1) << "or the test sees nothing";
    visit.reset();

    auto successor = ledger();
    successor->begin(Say::started());
    successor->flush();
    EXPECT_EQ(successor->released(), 0);
    EXPECT_EQ(deliver(true)->delivered, 0) << "what was shared must not be dropped";
    EXPECT_TRUE(service_.urls.empty());
    EXPECT_EQ(rows(), 0);
    EXPECT_FALSE(PageFile(place_ / "run" / kSettledFile).read().has_value()) << "told, and blank again";
}

TEST_F(Kept, IsTriedAgainLaterAndLater) {
    ledger()->take(net::Duty::DropSearch, request());
    ledger()->begin(Say::started());
    service_.status = 0;
    auto tally = deliver();
    EXPECT_EQ(tally->delivered, 0);
    EXPECT_EQ(tally->waiting, 1);
    ASSERT_EQ(tally->failures.size(), 1U);
    EXPECT_EQ(tally->failures[0].context.find("CANARY"), std::string::npos);
    EXPECT_EQ(deliver()->failures.size(), 0U) << "not before its pause";
    clock_.advance(std::chrono::seconds(31));
    service_.status = 503;
    EXPECT_EQ(deliver()->failures.size(), 1U);
    clock_.advance(std::chrono::seconds(31));
    EXPECT_EQ(deliver()->failures.size(), 0U) << "the second pause is longer";
    service_.status = 404;
    EXPECT_EQ(deliver(true)->delivered, 1) << "nothing of it is there any more";
    EXPECT_EQ(service_.urls.size(), 3U);
}

TEST_F(Kept, IsNotLostToAClockThatWasWrong) {
    clock_.set_wall(drivers::WallTime(std::chrono::hours(24 * 365 * 80)));
    ledger()->take(net::Duty::DropSearch, request());
    ledger()->begin(Say::started());
    service_.status = 0;
    EXPECT_EQ(deliver()->waiting, 1);
    clock_.set_wall(drivers::WallTime(std::chrono::hours(24 * 365 * 56)));
    service_.status = 204;
    EXPECT_EQ(deliver()->delivered, 1) << "not after another 24 years";
}

TEST(BackOff, DoublesUpToAnHourWithJitter) {
    EXPECT_EQ(back_off(0, 1), std::chrono::seconds(30));
    EXPECT_EQ(back_off(0, 0), std::chrono::seconds(15));
    EXPECT_EQ(back_off(3, 1), std::chrono::seconds(240));
    EXPECT_EQ(back_off(60, 1), std::chrono::seconds(3600));
    EXPECT_EQ(back_off(60, 0), std::chrono::seconds(1800));
}

TEST_F(Kept, ExpiresAndIsGone) {
    ledger()->take(net::Duty::DropSearch, request());
    const std::string kept = sealed();
    ledger()->begin(Say::started());
    clock_.advance(std::chrono::hours(73));
    service_.status = 0;
    EXPECT_EQ(deliver()->expired, 1);
    EXPECT_EQ(service_.urls.size(), 1U) << "tried at least once, whatever the clock says";
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(bytes().find(kept.substr(64, 32)), std::string::npos);
    EXPECT_EQ(events().back(), Event::DutyExpired);
}

TEST_F(Kept, ForAnotherKeyIsDeletedAndTold) {
    ledger()->take(net::Duty::DropSearch, request());
    ledger()->begin(Say::started());
    key_ = std::move(Key::make(KeyKind::X25519)).value();
    EXPECT_EQ(deliver()->unreadable, 1);
    EXPECT_EQ(rows(), 0);
    EXPECT_EQ(events().back(), Event::DutyUnreadable);
}

TEST_F(Kept, NeedsAKey) {
    Ledger without({.state_folder = place_ / "state",
                    .runtime_folder = place_ / "run",
                    .clock = &clock_,
                    .delivery_key = {},
                    .complain = {},
                    .found_due = {}});
    EXPECT_EQ(without.take(net::Duty::DropSearch, request()), 0U);
    EXPECT_FALSE(std::filesystem::exists(place_ / "state"));
}

TEST_F(Kept, StoreThatCannotBeUsedStopsNobodyAndIsCounted) {
    place_.write("blocked", "a file where the folder should be");
    {
        auto visit = ledger("blocked");
        visit->record(Say::started());
        visit->flush();
        EXPECT_EQ(visit->take(net::Duty::DropSearch, request()), 0U);
        visit->settle(7);
        visit->record(Say::out_of_service(5));
    }
    EXPECT_EQ(complaints_.size(), 4U);
    for (const Error& complaint : complaints_) EXPECT_EQ(complaint.code, ErrorCode::StoreFailed);
    std::filesystem::remove(place_ / "blocked");
    ledger("blocked")->record(Say::started());
    EXPECT_THAT(events("blocked"), ElementsAre(Event::StoreStarted, Event::EntriesMissed, Event::Started));
    auto store = Store::open(place_ / "blocked", clock_);
    EXPECT_EQ(*store->database().number("SELECT f1 FROM entries WHERE seq = 2"), 3) << "two entries and one duty";
    EXPECT_FALSE(PageFile(place_ / "run" / kMissedFile).read().has_value()) << "told, and blank again";
}

TEST_F(Kept, StoreThatAnotherHoldsIsNotWaitedForLong) {
    auto held = Store::open(place_ / "state", clock_);
    ASSERT_TRUE(held.ok());
    const auto begun = std::chrono::steady_clock::now();
    EXPECT_EQ(ledger()->take(net::Duty::DropSearch, request()), 0U);
    EXPECT_LT(std::chrono::steady_clock::now() - begun, std::chrono::seconds(5));
    EXPECT_EQ(complaints_.size(), 1U);
}

}  // namespace
}  // namespace vestibule::device
