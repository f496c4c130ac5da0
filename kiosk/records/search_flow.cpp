// search_flow - the search across the network: places are told as they are found.
#include <fmt/format.h>

#include "kiosk/identity/delays.hpp"
#include "kiosk/identity/replies.hpp"
#include "kiosk/net/answer.hpp"
#include "kiosk/records/dealings.hpp"

namespace vestibule::records {

namespace delays = identity::delays;
using identity::Reply;
using identity::reply_for;
using identity::reply_for_status;

void Dealings::search(const identity::Identity& identity, OnPlaces found, OnReply done) {
    begin_call(std::move(done));
    found_ = std::move(found);
    if (!privacy::view(search_id_).empty()) {  // an interrupted search is followed on, not begun a second time
        polling_ = {delays::kFirstPoll, {}, delays::kSearchLimit};
        return poll(search_path(fmt::format("?after={}", after_)),
                    [this](const net::Response& answer) { search_answered(answer); });
    }
    net::Json body;
    body["id_token"] = net::text(identity.id_token);
    send(request("searches", body), [this](const Result<net::Response>& answer) {
        // A search that runs without our knowing finds places that nobody is told of, and ends.
        if (!answer) return finish(identity::repeatable(reply_for(answer.error())));
        search_opened(*answer);
    });
}

void Dealings::search_opened(const net::Response& answer) {
    if (answer.status != 201) return finish(reply_for_status(profile_.base_url, answer));
    const auto json = net::parse_object(answer.body, where());
    if (!json) return finish(reply_for(json.error()));
    const auto id = net::text_of(*json, "id");
    const auto token = net::text_of(*json, "token");
    if (!id || id->empty() || !token || token->empty())
        return finish(reply_for({ErrorCode::Nonsense, where() + ": search"}));
    search_id_ = privacy::secret(*id);
    search_token_ = privacy::secret(*token);
    owe_drop();
    after_ = 0;
    found_count_ = 0;
    polling_ = {delays::kFirstPoll, {}, delays::kSearchLimit};
    poll_after(polling_.pause, search_path("?after=0"), [this](const net::Response& next) { search_answered(next); });
}

void Dealings::search_answered(const net::Response& answer) {
    const auto json = net::parse_object(answer.body, where());
    if (!json) return finish(reply_for(json.error()));
    auto parsed = read_search(*json, after_, where());
    if (!parsed) return finish(reply_for(parsed.error()));
    after_ = parsed->next;
    found_count_ += static_cast<int>(parsed->places.size());
    const SearchProgress progress{parsed->asked, parsed->total, found_count_};
    const bool news = !parsed->places.empty() || progress.asked != told_.asked || progress.total != told_.total;
    told_ = progress;
    // A pause grows while nothing comes and is short again when something does.
    if (news) polling_.pause = delays::kFirstPoll;
    const SearchStatus status = parsed->status;
    if (found_ && news) found_(std::move(parsed->places), progress);
    if (status == SearchStatus::Done) return finish({});
    if (status == SearchStatus::Failed) {
        search_id_.clear();  // the next try begins a new one
        drop_search_.settle();
        return finish(reply_for({ErrorCode::ServerTrouble, where() + ": the search failed"}));
    }
    poll_after(polling_.pause, search_path(fmt::format("?after={}", after_)),
               [this](const net::Response& next) { search_answered(next); });
}

void Dealings::poll_after(std::chrono::milliseconds pause, std::string path,
                          std::function<void(const net::Response&)> answered) {
    if (!reply_) return;  // the callback that was told has ended the call
    if (polling_.waited >= polling_.limit)
        return finish(identity::reply_with(polling_.at_limit, {ErrorCode::TimedOut, where()}));
    polling_.waited += pause;
    wait(pause, [this, path = std::move(path), answered = std::move(answered)](bool elapsed) {
        if (!elapsed) return finish(reply_for({ErrorCode::Cancelled, ""}));
        poll(path, answered);
    });
}

void Dealings::poll(const std::string& path, const std::function<void(const net::Response&)>& answered) {
    send(request(net::Method::Get, path), [this, path, answered](const Result<net::Response>& answer) {
        polling_.pause = delays::slower(polling_.pause);
        if (!answer && answer.error().code == ErrorCode::Cancelled) return finish(reply_for(answer.error()));
        if (!answer) return poll_failed(reply_for(answer.error()), polling_.pause, path, answered);
        const Reply trouble = reply_for_status(profile_.base_url, *answer);
        const auto wait_s = net::asked_to_wait(*answer);
        if (wait_s && *wait_s <= delays::kLongestAskedWait) {
            return poll_failed(trouble, std::max<std::chrono::milliseconds>(*wait_s, polling_.pause), path, answered);
        }
        if (answer->status >= 500) return poll_failed(trouble, polling_.pause, path, answered);
        if (answer->status != 200) return finish(trouble);
        polling_.failures = 0;
        answered(*answer);
    });
}

void Dealings::poll_failed(const Reply& reply, std::chrono::milliseconds pause, const std::string& path,
                           const std::function<void(const net::Response&)>& answered) {
    if (++polling_.failures >= delays::kPollFailures) return finish(reply);
    poll_after(pause, path, answered);
}

}  // namespace vestibule::records
