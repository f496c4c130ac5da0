// session - one patient's dealings with the records network: consent, the one share, and forgetting.
#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/replies.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/net/url.hpp"
#include "kiosk/records/dealings.hpp"

namespace vestibule::records {

namespace delays = identity::delays;
using identity::Outcome;
using identity::Reply;
using identity::reply_for;
using identity::reply_for_status;

namespace {

/// Taken, or refused for good: asking again would change nothing.
bool is_decided(int status) {
    return status == 201 || (status >= 400 && status < 500 && status != 408 && status != 429);
}

}  // namespace

void Dealings::begin_call(OnReply done) {
    OnReply old = std::exchange(reply_, std::move(done));
    begin();
    if (old) {
        wait(std::chrono::milliseconds(0), [old = std::move(old)](bool) { old({Outcome::Cancelled, {}, {}}); });
    }
}

void Dealings::finish(const Reply& reply) {
    portal_id_.clear();
    if (const OnReply done = std::exchange(reply_, {})) done(reply);
}

bool Dealings::searched() {
    if (!privacy::view(search_id_).empty()) return true;
    wait(std::chrono::milliseconds(0), [this](bool) {
        finish(reply_for({ErrorCode::NothingFound, where() + ": no search"}));
    });
    return false;
}

std::string Dealings::where() const {
    return net::host_port(profile_.base_url).value_or("?");
}

net::Request Dealings::request(net::Method method, std::string_view path) const {
    net::Request request;
    request.method = method;
    request.url = net::join(profile_.base_url, path);
    request.deadline = delays::kCallDeadline;
    request.answer_limit_bytes = delays::kSearchAnswerLimitBytes;
    if (!privacy::view(search_token_).empty()) request.bearer = search_token_.duplicate();
    return request;
}

net::Request Dealings::request(std::string_view path, const net::Json& body) const {
    net::Request post = request(net::Method::Post, path);
    post.content_type = "application/json";
    post.body = net::write(body);
    return post;
}

std::string Dealings::search_path(std::string_view rest) const {
    return fmt::format("searches/{}{}", net::path_segment(privacy::view(search_id_)), rest);
}

void Dealings::send_consent(const std::vector<privacy::SecretText>& place_ids, bool allowed,
                            const identity::Consent& consent, OnReply done) {
    begin_call(std::move(done));
    if (!searched()) return;
    net::Json body;
    net::Json& places = body["places"] = net::Json::array();
    for (const privacy::SecretText& id : place_ids) places.push_back(net::text(id));
    body["decision"] = net::text(allowed ? "allow" : "deny");
    body["text_version"] = net::text(consent.text_version);
    body["language"] = net::text(consent.language);
    body["time"] = net::text(consent.time);
    net::Request decision = request(search_path("/consents"), body);
    if (allowed)
        withdraw_denials(place_ids);
    else
        owe_denial(place_ids, decision);
    send(std::move(decision), [this, allowed](const Result<net::Response>& answer) {
        if (!answer) return finish(reply_for(answer.error()));
        if (!allowed && is_decided(answer->status)) denials_.back().owed.settle_soon();
        finish(answer->status == 201 ? Reply{} : reply_for_status(profile_.base_url, *answer));
    });
}

void Dealings::owe_denial(const std::vector<privacy::SecretText>& place_ids, const net::Request& denial) {
    withdraw_denials(place_ids);  // said once more: once is enough
    Denial& one = denials_.emplace_back(Denial{{}, net::Owed(duties_)});
    for (const privacy::SecretText& id : place_ids) one.place_ids.push_back(id.duplicate());
    one.owed.take(net::Duty::TellConsent, denial);
}

void Dealings::withdraw_denials(const std::vector<privacy::SecretText>& place_ids) {
    const auto about = [&place_ids](const privacy::SecretText& denied) {
        return std::any_of(place_ids.begin(), place_ids.end(),
                           [&denied](const auto& id) { return privacy::view(id) == privacy::view(denied); });
    };
    for (Denial& one : denials_) {
        if (std::any_of(one.place_ids.begin(), one.place_ids.end(), about)) one.owed.settle();
    }
}

/// Carried out at most once: after a request that may have arrived, a second one is refused here.
void Dealings::share(const std::vector<ShareChoice>& choices, OnReply done) {
    begin_call(std::move(done));
    if (share_sent_) {
        wait(std::chrono::milliseconds(0), [this](bool) {
            finish(shared_ ? Reply{} : reply_for({ErrorCode::OutcomeUnknown, where() + ": shared before"}));
        });
        return;
    }
    if (!searched()) return;
    net::Json body;
    net::Json& all = body["choices"] = net::Json::array();
    for (const ShareChoice& choice : choices) {
        net::Json one;
        one["place"] = net::text(choice.place_id);
        net::Json& categories = one["categories"] = net::Json::array();
        for (std::size_t bit = 0; bit < profile_.categories.size() && bit < 32; ++bit) {
            if ((choice.categories >> bit & 1U) == 0) continue;
            std::string_view name = profile_.categories[bit];
            if (name.starts_with("category.")) name.remove_prefix(std::string_view("category.").size());
            categories.push_back(net::text(name));
        }
        all.push_back(std::move(one));
    }
    share_sent_ = true;
    drop_search_.settle();  // before it is sent: what may have been shared must not be dropped by anybody
    send(request(search_path("/shares"), body), [this](const Result<net::Response>& answer) {
        if (answer) return share_answered(*answer);
        const ErrorCode code = answer.error().code;
        // Only what surely never left may be tried again. A cancelled share may have left.
        const bool unsent = code == ErrorCode::NameNotResolved || code == ErrorCode::NotReachable ||
                            code == ErrorCode::NotTrusted || code == ErrorCode::TimedOut;
        if (!unsent) return finish(identity::reply_with(Outcome::Unknown, answer.error()));
        share_sent_ = false;
        owe_drop();
        finish(reply_for(answer.error()));
    });
}

void Dealings::share_answered(const net::Response& answer) {
    if (answer.status == 201) {
        const auto json = net::parse_object(answer.body, where());
        const auto url = json ? net::text_of(*json, "receipt_url") : std::nullopt;
        // It is shared; a receipt that cannot be read only means that there is no code to show.
        if (url && net::host_port(*url)) receipt_.url = privacy::secret(*url);
        shared_ = true;
        return finish({});
    }
    Reply reply = reply_for_status(profile_.base_url, answer);
    // 4xx and "unavailable" say that it was not carried out. 409 says that something was, and 5xx that nobody knows.
    const bool refused =
        (answer.status >= 400 && answer.status < 500 && answer.status != 409 && answer.status != 408) ||
        answer.status == 503;
    if (refused) {
        share_sent_ = false;
        owe_drop();
    } else {
        reply.outcome = Outcome::Unknown;
    }
    finish(reply);
}

void Dealings::cancel() {
    if (reply_) cancel_step();
}

void Dealings::forget() {
    std::optional<net::Request> farewell;
    {
        const Lock lock = enter();
        if (ended()) return;
        end();
        // What was shared, or may have been, stands; everything else of the search is dropped.
        if (!share_sent_ && !privacy::view(search_id_).empty()) {
            farewell = request(net::Method::Delete, search_path(""));
            farewell->deadline = drop_search_.kept() ? delays::kKeptFarewellDeadline : delays::kFarewellDeadline;
        }
        reply_ = {};
        found_ = {};
        shared_ = false;
        receipt_.url.clear();
        for (privacy::SecretText* secret : {&search_id_, &search_token_, &portal_id_}) secret->clear();
        for (Denial& one : denials_) one.place_ids.clear();
    }
    if (!farewell) return;
    std::vector<net::Request> farewells;
    farewells.push_back(std::move(*farewell));
    if (!send_farewells(std::move(farewells)).front()) return;
    drop_search_.settle_soon();
    for (Denial& one : denials_) one.owed.settle_soon();  // of a search that is gone
}

namespace {

/// What the visit holds: every call takes the state's mutex and hands on.
class SessionHandle final : public Session {
public:
    explicit SessionHandle(std::shared_ptr<Dealings> dealings) : dealings_(std::move(dealings)) {}
    ~SessionHandle() override { dealings_->forget(); }

    void search(const identity::Identity& identity, OnPlaces found, OnReply done) override {
        with([&](Dealings& d) { d.search(identity, std::move(found), std::move(done)); });
    }
    void start_portal(const privacy::SecretText& place_id, identity::OnPhoneCode shown, OnReply done) override {
        with([&](Dealings& d) { d.start_portal(place_id, std::move(shown), std::move(done)); });
    }
    void send_consent(const std::vector<privacy::SecretText>& place_ids, bool allowed, const identity::Consent& consent,
                      OnReply done) override {
        with([&](Dealings& d) { d.send_consent(place_ids, allowed, consent, std::move(done)); });
    }
    void share(std::vector<ShareChoice> choices, OnReply done) override {
        with([&](Dealings& d) { d.share(choices, std::move(done)); });
    }
    [[nodiscard]] const ShareReceipt* receipt() const override {
        const auto lock = dealings_->enter();
        return dealings_->receipt();
    }
    void cancel() override {
        with([](Dealings& d) { d.cancel(); });
    }
    void forget() override { dealings_->forget(); }

private:
    template <typename Call>
    void with(Call call) {
        const auto lock = dealings_->enter();
        if (!dealings_->ended()) call(*dealings_);
    }
    std::shared_ptr<Dealings> dealings_;
};

}  // namespace

std::unique_ptr<Session> make_session(net::Client& client, const Profile& profile, net::Duties* duties) {
    return std::make_unique<SessionHandle>(std::make_shared<Dealings>(client, profile, duties));
}

}  // namespace vestibule::records
