# Every text of Emitscope's pages, in English: what is shown, and what is spoken to those who do not see it.
# The format is Project Fluent's. A second language is a copy of this file, named by its tag, with each text translated.
# <b> and <code> may stand elsewhere in a sentence; what is in them stays what it is.


### The lesson's page

## The server's state, in the top bar

status-making = Starting the server
status-starting = Restarting the server
status-lost = No connection to the server, trying again
status-refused = The server made no sandbox
status-working = Running your last working version
status-running = Server running, { $clients ->
    [one] { $clients } client
   *[other] { $clients } clients
}
no-answer = The server does not answer
no-answer-detail = Your code is kept; run it again in a moment.
refused-hint = Trying again by itself.

theme-system = Theme: as the system
theme-light = Theme: light
theme-dark = Theme: dark

## Parts of the page

tabs = Parts of the page
tab-read = Read
tab-code = Code
tab-clients = Clients
tab-live = Live
unseen = { $count } new
pane-code = Server code
pane-clients = Clients
pane-live = What happened
divider-read = Width of the lesson text
divider-code = Width of the server code
divider-top = Height of the code and the clients
divider-low = Height of the decision above the timeline

## The server's code

code-files = Files
code-edited = Edited
code-unrun = Not run yet
code-reset = Reset
code-reset-title = Back to the lesson's version, and run it
code-reset-page = Back to the lesson's version, and load it
code-run = Run
code-running = Starting
code-shortcut = Ctrl S
code-shortcut-mac = ⌘ S
code-editor = Server code, server.js. Escape, then Tab leaves the editor.
code-page-editor = Page of { $clients }, { $file }. Escape, then Tab leaves the editor.
go-to-line = Go to line { $line }
dismiss = Dismiss
# At the end of the line that ran.
code-reach = to { $recipients } of { $all }

## The clients

client-frame = { $name }'s page
client-connected = Connected
client-away = Not connected
client-idle = Nothing sent yet
client-waiting = Waiting for the server
client-ended = Disconnected: { $reason }
no-clients = This lesson has no clients of its own.

## A client's network

weather = { $client }'s network
weather-online = Online
weather-offline = Offline
weather-slow = Slow, { $time }
weather-polling = Polling only
weather-closed = Tab closed
weather-closed-tab = { $client } closed this tab.
weather-reopen = Open it again
weather-missed = { $count ->
    [one] { $count } event missed. { $why }
   *[other] { $count } events missed. { $why }
}

## The wire

wire = Wire
wire-views = What is shown of the wire
wire-packets = Packets
wire-cost = Cost
wire-list = Packets, the newest last
wire-heartbeats = Heartbeats
wire-empty = Each packet between the clients and the server is listed here as it goes.
wire-lost = { $count } packets went by too fast and are neither listed nor counted.
wire-to-client = to the client
wire-to-server = to the server
packet-attachment = attachment
size = { $bytes } B
size-small = { NUMBER($kilobytes, minimumFractionDigits: 1, maximumFractionDigits: 1) } kB
size-large = { NUMBER($kilobytes, maximumFractionDigits: 0) } kB
span = { NUMBER($milliseconds, maximumFractionDigits: 0) } ms

## What happened

live-back = Back to live
live = Live
live-previous = Previous decision
live-next = Next decision
live-decision = Decision { $at } of { $of }
live-request = Request { $at } of { $of }
live-after = { $at ->
    [0] Before decision 1
   *[other] After decision { $at } of { $of }
}
live-stale = from the last run
live-burst = newest of { $count } in one second
live-history = History
live-reach = { $recipients } of { $all }
live-table = Who got it, and why
# What is beside the diagram: the reasons of a decision, or the rooms as they are.
tables = What the table shows
tables-why = Reasons
tables-rooms = All rooms
tables-roster = Namespaces and their rooms
roster-empty = Nobody is connected, so there are no rooms.
roster-namespace = Namespace
roster-room = Room
roster-members = Members
live-diagram = The server, its clients and their rooms, drawn
column-client = Client
column-rooms = Rooms
column-result = Result
column-because = Because
no-rooms = none
# Clients who share a seat of the diagram because there are too many: "no room ×18".
crowd-gone = gone
crowd-others = others
crowd-no-room = no room
diagram-server = server
diagram-line = line { $line }

timeline = Timeline
timeline-slider = Steps of this run
timeline-empty = Each decision and each request becomes a dot here.
timeline-previous = Earlier step
timeline-next = Later step
timeline-play = Play
timeline-pause = Pause

## The author's changes and mistakes

notice-offer = The author changed this lesson's server code. Yours is still here.
notice-offer-page = The author changed { $file }. Yours is still here.
notice-keep = Keep mine
notice-take = Take new
mistakes = Mistakes in the lesson
mistakes-broken = The newest version of this lesson has { $count ->
    [one] a mistake
   *[other] { $count } mistakes
}; the last good one is on show.
mistakes-wrong = This lesson has { $count ->
    [one] a mistake
   *[other] { $count } mistakes
}.
mistakes-warned = This lesson has { $count ->
    [one] a warning
   *[other] { $count } warnings
}.
mistakes-more = and { $count } more, which <code>emitscope check</code> lists
gone-lesson = This lesson was taken away by its author. What is open here still works.
gone-step = This step was taken out of the lesson by its author. What is open here still works.

## Take with you

take-scenario = This run as a scenario
take-about = What the clients did and what each of them got, since the server code last started. Paste it into a lesson: it is drawn there, played, and checked.
take-playing = Playing the run again
take-empty = Nothing has happened yet. Let a client send something first.
take-failed = The run could not be played again.
take-again = Try again
take-text = The scenario, as Mermaid text
take-remarks = { $count ->
    [0] All of it could be held.
    [one] One remark in it, marked %%, on what it could not hold.
   *[other] { $count } remarks in it, marked %%, on what it could not hold.
}
take-clients = The lesson's front matter has to say clients: { $names }.
take-options = The step's options have to be { $json }.
take-node = The server and the clients' pages, for Node
take-node-about = A zip that runs with npm install and npm start, in Node 20 or newer.
take-download = Download for Node
copy = Copy
copied = Copied
selected = Selected. Ctrl C copies it.
close = Close

## Share, and somebody's code

share-about = Who opens this link gets this step with your code: { $files }. The code is in the link itself; no server keeps it.
share-server = server.js ({ $lines ->
    [one] { $lines } line
   *[other] { $lines } lines
})
share-changed = { $file } changed
share-link = The link
share-copy = Copy the link
share-making = Packing the code
share-too-long = This code is too long for a link: { $length } characters when packed, and mails and chats are sure to keep { $limit }. Take it with you as a zip instead.
brought = Somebody's code
brought-offer = Somebody's code for this step: { $files }. It runs in a sandbox of its own and in frames that cannot reach this site. Yours is kept.
brought-look = Look at it first
brought-open = Open it
brought-decline = Not now
brought-unrun = Nothing of it has run.
brought-file = { $name }, { $count ->
    [one] { $count } line
   *[other] { $count } lines
}
brought-broken = The code in this link cannot be read: it was cut off, or it is from another version. Ask for the link again.
brought-large = The code in this link is too large to be opened.
brought-borrowed = This is somebody's code. Yours is kept until you edit this.
brought-edited = You are editing somebody's code. What you had before is kept.
brought-mine = Back to mine
brought-keep = Keep this instead

## A client of one's own

own-about = Any Socket.IO client can join this sandbox: a page, a program, a phone. It shows up in the panel like the others.
own-address = Address
own-path = Path
own-name = Its name
own-bad-name = Letters, digits, _ and -, { $most } at most.
own-taken-name = The lesson has a client of that name; take another one.
own-programs = The program in
own-browser = Browser
own-program = The program, { $language }
own-copy = Copy the program
own-new-tab = Open a client in a new tab
own-loopback = Only programs on this computer reach it. Start with <code>--host 0.0.0.0</code> to let a phone in.
own-elsewhere = On another device write this computer's address in your network instead of <code>{ $host }</code>.
own-making = The sandbox is being made.

## Keys and help

bar-help = Keys and help
help-title = Keys
help-single-keys = Single keys act outside of inputs
help-pace = Pace when a scenario is played
pace-calm = Calm
pace-normal = Normal
pace-quick = Quick
help-places = Elsewhere
# What is written on the keys.
key-ctrl = Ctrl
key-esc = Esc
key-tab = Tab
key-space = Space
help-run = run the server code (or Ctrl Enter)
help-leave = leave the editor, one after the other
help-panes = next pane; with Shift the previous one
help-previous-decision = previous decision
help-next-decision = next decision
help-live = back to live
help-timeline = on the timeline: every step; Home and End: the first, the last
help-play = play the steps once more, or pause
help-next-step = next step of the lesson
help-previous-step = previous step
help-help = this list

## Between the pages

nav-lessons = Lessons
nav-all-lessons = All lessons
nav-cheatsheet = Cheat sheet
nav-glossary = Glossary


dialog-take = Take with you
dialog-share = Share this code
dialog-own = Your own client


### What happened, in sentences

## Who and what

a-client = A client
another-program = Another program
one-client = one client
a-room = a room
it = it
nobody = nobody
subject-line = Line { $line }
subject-server = The server
# A room that bears the id of a client's socket.
room-own = { $owner }'s own room
room-own-rich = <b>{ $owner }</b>'s own room
# Lists: "a, b and c" is made from its beginning on.
list-more = { $list }, { $next }
list-last = { $list } and { $next }

## What set it off, then what the server did

said-both = { $lead } { $deed }
lead-sent = <b>{ $client }</b> sent <code>{ $event }</code>.
lead-connected = <b>{ $client }</b> connected.
lead-asked = <b>{ $client }</b> asked <code>{ $request }</code>.
lead-disconnected = <b>{ $client }</b> disconnected.
lead-server = The server sent <code>{ $event }</code> by itself.

# { $subject } is a line of the code or the server.
act-delivered = { $subject } delivered it to <b>{ $recipients } of { $all }</b> { $all ->
    [one] client
   *[other] clients
}
act-sent = { $subject } sent <code>{ $event }</code> to <b>{ $recipients } of { $all }</b> { $all ->
    [one] client
   *[other] clients
}
act-one = { $subject } delivered it to <b>{ $client }</b> only
act-one-sent = { $subject } sent <code>{ $event }</code> to <b>{ $client }</b> only

# { $act } is one of the four above.
deed = { $act }.
deed-heard = { $act }; <b>{ $heard }</b> heard it.
deed-nobody = { $act }: { $nobody }.
deed-one-heard = { $act }, who heard it.
deed-one-unheard = { $act }, where no listener waits for it.
deed-joined = { $subject } put { $clients } into { $rooms }.
deed-left = { $subject } took { $clients } out of { $rooms }.
deed-disconnected = { $subject } disconnected { $clients }.
nobody-else = nobody else is connected
nobody-else-in = nobody else is in { $rooms }
nobody-in = nobody is in { $rooms }

said-connected = <b>{ $client }</b> connected.
said-connected-to = <b>{ $client }</b> connected to <code>{ $namespace }</code>.
said-recovered = <b>{ $client }</b> came back and was recovered.
said-recovered-to = <b>{ $client }</b> came back to <code>{ $namespace }</code> and was recovered.
said-disconnected = <b>{ $client }</b> disconnected: { $reason }.
said-refused = <b>{ $client }</b> was refused: { $message }
said-restarted = The server restarted.
said-restarted-why = The server restarted: { $reason }.
said-press-too = Press <b>{ $action }</b> in <b>{ $client }</b>.
said-press = Nothing was sent yet. Press <b>{ $action }</b> in <b>{ $client }</b>.
said-nothing = Nothing was sent yet. What a client or the server sends shows here.

received-unheard = The server has no listener for it.
received-listener = The server's listener
received-listener-line = The server's listener on line { $line }
received-failed = { $listener } failed: { $error }
received-acked = { $listener } answered with an ack, and sent nothing else.
received-ran = { $listener } ran, and sent nothing.

## Requests

request-had = <b>{ $client }</b> had asked <code>{ $request }</code>.
request-other = Another program asked <code>{ $request }</code>.
request-other-had = Another program had asked <code>{ $request }</code>.
request-aborted = The answer was broken off after { $bytes }.
request-unanswered = { $subject } has not answered yet.
request-open = { $subject } began to answer <b>{ $status }</b>, and the answer stays open.
request-no-route = The server has no route for it, and answered <b>{ $status }</b>.
request-answered = { $subject } answered <b>{ $status }</b> with { $bytes }.
request-answered-later = { $subject } answered <b>{ $status }</b> with { $bytes }, { $time } later.
bytes = { $count ->
    [one] { $count } byte
   *[other] { $count } bytes
}

## Why it went so for one client

# { $chosen } says why it was among the recipients: one of the next five.
why-heard = { $chosen }; { $listeners ->
    [one] { $listeners } listener ran
   *[other] { $listeners } listeners ran
}
why-unheard = { $chosen }, but has no listener for <code>{ $event }</code>
why-direct = <code>{ $call }</code> goes to this one
why-in = It is in { $rooms }
why-own-room = It was named by its own room
why-everyone = <code>{ $call }</code> goes to everyone
why-not-sender = It is not the sender
why-aside = <code>{ $call }</code> goes to one client only
why-in-now = It is in { $rooms } now
why-in-none-now = It is in no room now
why-answered = It asked, and the answer goes to whoever asked
why-waiting = It asked, and waits
why-cut = It asked, and got only a part
why-apart = It did not ask
why-stream = It did not ask, but an earlier answer to it was open: what the server wrote there went to it
why-ended = The server closed its connection
why-late = It was not connected; the server kept the event and sent it when the connection was recovered
why-missed = It was not connected, so nothing was sent to it
why-sender = It is the sender, and <code>{ $call }</code> leaves the sender out
why-not-in-room = It is not in the room
why-not-in = It is not in { $rooms }
why-in-none = It is in none of { $rooms }
why-excepted = It is in <code>{ $room }</code>, which <code>except()</code> leaves out
why-disconnected = It had disconnected
why-not-ready = Its connection was busy, and a <code>volatile</code> event is dropped then
why-buffer-full = It does not read, and its buffer is full
why-other-server = It is on another server, and <code>local</code> stays on this one

## A check's reasons

sent-by = <code>{ $call }</code> sent <code>{ $event }</code>
sent-by-times = <code>{ $call }</code> sent <code>{ $event }</code>, { $times } times
went-to-none = It went to none of { $rest ->
    [one] { $rest } client
   *[other] { $rest } clients
}
not-meant-for = It was not meant for { $rest ->
    [one] { $rest } other client
   *[other] { $rest } other clients
}

## An outcome in few words

result-delivered = Delivered
result-unheard = Unheard
result-skipped = Skipped
result-joined = Joined
result-missed = Missed
result-answered = Answered
result-waiting = Waiting
result-cut = Broken off
result-apart = No part in it
result-stream = Stream open
result-left = Left
result-ended = Disconnected
# Beside a client in the diagram, where there is little room, and less in a narrow one.
short-gone = gone
short-crowd = { $reached } of { $count }
short-heard = heard it
short-heard-narrow = heard
short-delivered = delivered
short-unheard = no listener
short-unheard-narrow = unheard
short-sender = sender
short-skipped = skipped
short-not-in = not in { $room }
short-excepted = left out
short-missed = missed
short-late = came later
short-answered = got { $status }
short-waiting = waiting
short-stream = stream open
short-cut = broken off
short-cut-narrow = cut
short-elsewhere = in { $namespaces }
short-refused = refused
short-plain = no socket
short-joined = joined
short-left = left
short-ended = ended
# At the foot of a client's card.
card-heard = Heard by { $listeners ->
    [one] { $listeners } listener
   *[other] { $listeners } listeners
}
card-delivered = Delivered
card-unheard = Arrived, no listener for { $event }
card-unheard-it = Arrived, no listener for it
card-aside = Not sent here
card-missed = Missed: it was not connected
card-late = Missed, and came later
card-joined = Joined a room
card-left = Left a room
card-ended = Disconnected by the server
card-sender = Not sent back: it is the sender
card-not-in = Not sent: not in { $room }
card-in-none = Not sent: in none of the rooms
card-excepted = Not sent: left out by except()
card-not-ready = Not sent: volatile, connection busy
card-skipped = Not sent

card-answering = Answering { $status }, not over yet
card-answered = Answered { $status }
card-waiting = Waits for its answer
card-stream = An earlier answer is open to it
card-cut = Its answer was broken off
presence-elsewhere = Connected in { $namespaces }
presence-refused = Refused: { $message }
presence-refused-in = Refused in { $namespace }: { $message }
presence-plain = Loaded, without a connection

## A step of the history

step-decision = Decision { $number }: { $event } { $reach }
step-join = Join { $rooms }
step-leave = Leave { $rooms }
step-disconnect = Disconnect
step-at-line = { $name }, line { $line }
step-received = { $event } received, nothing sent
step-request = { $client }: { $request }, { $state }
step-broken-off = broken off
step-not-answered = not answered yet
step-still-open = { $status }, still open
step-connects = { $client } connects
step-disconnects = { $client } disconnects
step-refused = { $client } is refused
step-restarts = The server restarts

## Times

seconds = { NUMBER($seconds, minimumFractionDigits: 2, maximumFractionDigits: 2) } s
seconds-short = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s
minutes = { $minutes }:{ NUMBER($seconds, minimumIntegerDigits: 2, minimumFractionDigits: 1, maximumFractionDigits: 1) }
# How long something takes.
milliseconds = { $milliseconds } ms
whole-seconds = { $seconds } s
minutes-short = { $minutes }:{ NUMBER($seconds, minimumIntegerDigits: 2, maximumFractionDigits: 0) }


### Scenarios

play = Play
play-run = Run
play-on = Play on
play-again = Play again
play-step = Step
play-stop = Stop
play-open = Line by line
play-open-hint = Shows the answer
play-lines = Lines of the scenario
play-fresh = Starts fresh: the server restarts with the code in the editor, and each client's page is loaded again.
play-starting = Starting the server, then each client
playing = Playing
play-paused = Waiting for your next step
play-stopped = Stopped
play-now = Now:
play-as-text = Show as text
not-copied = The browser did not let the page copy; select the text instead
# Spoken between who sends and who receives.
play-to = to
play-waits = waits { $time }
play-left = { NUMBER($seconds, minimumFractionDigits: 1, maximumFractionDigits: 1) } s left
play-not-started = The server did not start with this code
play-cut = The server started anew, which ended it
play-not-loaded = { $client }'s page did not load
play-no-answer = { $client }'s page does not answer
play-nothing-asked = no event asked for an ack

## The lines; who does it stands before

line-connects = connects
line-connects-to = connects to <code>{ $namespace }</code>
line-connects-with = connects with { $auth }
line-connects-to-with = connects to <code>{ $namespace }</code> with { $auth }
line-disconnects = disconnects
line-disconnects-from = disconnects from <code>{ $namespace }</code>
line-refused = refused
line-refused-by = refused to <code>{ $namespace }</code>
line-dropped = disconnected
line-dropped-by = disconnected from <code>{ $namespace }</code>
line-detail = { $what }: { $detail }
line-clock = { $time } pass
line-offline = <b>{ $client }</b> goes offline
line-online = <b>{ $client }</b> is online again
line-polling = <b>{ $client }</b> uses long-polling only
line-slow = <b>{ $client }</b>'s network takes { $time } each way

## What came of a line

mark-name-now = now
mark-name-done = done
mark-name-failed = not done
mark-name-met = came true
mark-name-missing = did not come true
mark-not-done = Not done: { $problem }
mark-missing = <b>{ $client }</b> did not receive this
mark-missing-but = <b>{ $client }</b> did not receive this, but { $came }
mark-also = <b>{ $client }</b> also received { $came }
mark-and-also = { $list }. { $next }
came-refusal = the refusal <code>{ $message }</code>
came-dropped = the end of its connection ({ $reason })

## How the whole went

play-ended = { $how }.
play-not-every = Not every line could be done.
play-nothing = Played. Nobody was to receive anything, and nobody did.
play-all = All of it came true
play-some = { $met } of { $expected } came true
play-more = { $came }, and { $more } more arrived.

## Predictions

predict-hears = Hears it
predict-not = Does not
predict-heard = hears it
predict-unheard = does not hear it
predict-first = First:
predict-run = See who hears it
predict-again = Try again
predict-right = right
predict-wrong = wrong
predict-mark = Mark each client, or look at once.
predict-marked = { $count } of { $of } marked
predict-score = <b>{ $right } of { $of }</b> right
predict-hearer-count = <b>{ $heard } of { $of }</b> { $heard ->
    [one] hears it
   *[other] hear it
}
predict-question = <b>{ $client }</b> sends <code>{ $event }</code>. Who hears it?
predict-question-in = <b>{ $client }</b> sends <code>{ $event }</code> in <code>{ $namespace }</code>. Who hears it?
predict-question-request = <b>{ $client }</b> asks <code>{ $request }</code>. Who hears of it?
predict-unfold = Show the explanation
predict-fold = Hide the explanation
predict-said-heard = You said: hears it. { $because }
predict-said-unheard = You said: does not hear it. { $because }
predict-why = { $why }.
predict-acked = { $why }. The ack it got is an answer, no event.
predict-lost = It did not reach the server
predict-answered = It asked, and got the answer: <code>{ $status }</code>
predict-answered-more = It had asked before, and more of that answer came
predict-apart = An answer goes to whoever asked, and nothing else was sent
predict-elsewhere = It is not connected to <code>{ $namespace }</code>, where it was sent
predict-failed = The server's code failed: { $error }
predict-nothing-sent = The server sent nothing
predict-not-handled = The server does not listen for this event
predict-no-listener = It arrived, but nobody listened: its page has no listener for <code>{ $event }</code>
predict-not-arrived = It was sent, but it has not arrived
predict-nobody = Nobody hears it.
predict-hearers = It is heard by { $clients }.
predict-told = { $client }: { $why }
predict-all-right = { $right } of { $of } right.


### What a student does

standing-new = not begun
standing-begun = begun
standing-done = done

## Challenge

challenge = Challenge
challenge-hints = Hints
challenge-goal = { $scenarios ->
    [one] Change <code>server.js</code> until its scenario passes.
    [2] Change <code>server.js</code> until both scenarios pass.
   *[other] Change <code>server.js</code> until all { $scenarios } scenarios pass.
}
challenge-check = Check my code
challenge-checking = Checking
challenge-waiting = The server is not ready yet
challenge-passed = { $scenarios ->
    [one] The scenario passes
    [2] Both scenarios pass
   *[other] All { $scenarios } scenarios pass
}
challenge-unrun = Your clients still talk to the code that ran before.
challenge-run = Run it
challenge-next = Next step: { $title }
challenge-some = { $passed } of { $all } { $all ->
    [one] scenario passes
   *[other] scenarios pass
}
challenge-old = From before your last change
challenge-passes = Passes
challenge-fails = Fails
challenge-expected = Expected
challenge-got = Came
challenge-why = Why
challenge-line = Line { $line }
challenge-right = { $lines ->
    [one] { $lines } line as expected
   *[other] { $lines } lines as expected
}
challenge-unplayed = { $lines ->
    [one] { $lines } line not played, since it stopped here
   *[other] { $lines } lines not played, since it stopped here
}
challenge-refused = The code does not start.
challenge-hint = Hint { $at } of { $of }
solution = The solution
solution-show = Show the solution
solution-anyway = Show the solution anyway
solution-ask = You have not tried yet. A try first, even a wrong one, makes the answer stick.
solution-confirm = Show it
solution-not-now = Not now
solution-hide = Hide the solution
solution-take = Put it into the editor
solution-mine = Back to mine
solution-mine-kept = Your own code is kept.
check-busy = Too many checks are under way.
check-gone = The server lost this lesson's sandbox.
check-silent = The server does not answer.
check-kept = Your code is kept; check it again in a moment.

## Quiz

quiz = Quiz
quiz-one = Choose one answer.
quiz-several = Choose all that are right.
quiz-check = Check
quiz-again = Try again
quiz-pick-first = Choose an answer first
quiz-right = Right
quiz-not-yet = Not quite
answer-right = Right
answer-wrong = Not right
answer-missed = Right, and not chosen

## Cards

card = Card
card-named = Card: { $name }
card-show = Show the back
card-hide = Hide the back
card-ask = Did you know it?
card-knew = I knew it
card-not-yet = Not yet
card-glossary = In the glossary
card-box = Box { $box } of { $of }
card-back = { $days ->
    [0] due today
    [one] back tomorrow
   *[other] back in { $days } days
}


### The course, the deck and the glossary

course-onward = Continue: { $lesson }, step { $step }
course-due = { $cards ->
    [one] 1 card is due today
   *[other] { $cards } cards are due today
}
course-done = Done
course-steps = { $done } of { $all } { $all ->
    [one] step
   *[other] steps
}
forget = Forget my progress
forget-title = Forget your progress?
forget-detail = The marks of what you did, your cards and your own code of every lesson go from this browser. The theme stays.
forget-confirm = Forget it
forget-keep = Keep it
forgotten = Your progress is forgotten.

deck = The deck
deck-due = { $count ->
    [one] { $count } card is due today.
   *[other] { $count } cards are due today.
}
deck-nothing-due = Nothing is due today.
deck-next = The next card comes back { $day }.
day-today = today
day-tomorrow = tomorrow
day-on = on { DATETIME($date, weekday: "long") } { DATETIME($date, day: "numeric") } { DATETIME($date, month: "long") }
deck-empty = Your deck is empty. The cards of each step that you open come into it.
deck-take-all = { $count ->
    [one] Take the one card now
   *[other] Take all { $count } cards now
}
deck-study = Study
boxes = Boxes
box = Box { $number }, { $rests }: { $count ->
    [one] { $count } card
   *[other] { $count } cards
}
# How long a card rests in a box.
box-rests = { $days ->
    [0] today
    [one] { $days } day
   *[other] { $days } days
}
deck-left = { $known } of { $all } known
deck-from = From { $lesson }
deck-stop = Stop
deck-finished = { $count ->
    [one] { $count } card known. Done for today.
   *[other] { $count } cards known. Done for today.
}
filter = Filter terms
filter-all = { $all } terms
filter-found = { $count } of { $all } terms
filter-none = No term has this in it.


### The wire's cost and the packets explained

cost = What each client's connection has cost
cost-http = HTTP
cost-polling = Polling
cost-websocket = WebSocket
cost-client = Client
cost-transport = Transport
cost-requests = Requests
cost-bytes = Bytes
cost-heads = Headers
cost-empty = Empty answers
cost-delay = Mean delay
cost-none = –
cost-unknown = not counted
cost-note = Measured since this page opened. Bytes: packets, frames and bodies, both ways. Headers: what HTTP adds to each request. Mean delay: how long news waited at the server for a request or a connection that could take it.

meaning-engine = Engine.IO's type { $type }, { $meaning }
meaning-engine-binary = Engine.IO: a binary message, written as text because polling carries text
meaning-open = open: the server accepts the connection and tells its terms
meaning-close = close: this side ends the connection
meaning-ping = ping: are you still there?
meaning-pong = pong: still here
meaning-message = message: Socket.IO's own packet follows
meaning-upgrade = upgrade: from here on by WebSocket
meaning-noop = noop: nothing to say; it only ends a waiting poll
meaning-socket = Socket.IO's type { $type }, { $meaning }
meaning-connect = CONNECT: into a namespace
meaning-disconnect = DISCONNECT: out of a namespace
meaning-event = EVENT: somebody called emit
meaning-ack = ACK: the answer to an event
meaning-connect-error = CONNECT_ERROR: the server said no
meaning-binary-event = EVENT with binary: its attachments follow
meaning-binary-ack = ACK with binary: its attachments follow
meaning-attachments = { $count ->
    [one] one binary attachment follows
   *[other] { $count } binary attachments follow
}
meaning-namespace = the namespace; without it, it is /
meaning-ack-answers = the number of the event that this answers
meaning-ack-wanted = the sender wants an answer, which will bear this number
meaning-payload = what it carries, as JSON
meaning-payload-event = the event's name and arguments, as JSON; {"{"}_placeholder{"}"} stands for an attachment
meaning-data-open = the session's id, the transports it may move to, and how often to ping, in milliseconds
meaning-data-probe = asks, or answers, whether this WebSocket works, before the move to it
meaning-base64 = { $size } in base64: an attachment of the packet before
meaning-binary = { $size }, shown in base64: a binary frame, an attachment of the packet before
meaning-separator = ends one packet of a polling body and begins the next
meaning-unknown = no packet of Socket.IO
meaning-carried-websocket = A WebSocket frame of { $size }.
meaning-carried-polling = { $size } of a polling body.
meaning-waited = It waited { $time } for a request that could take it.
meaning-request = Its request, { $request }, cost { $size } of headers, both ways.
meaning-cut = What is longer than 64 kB is not shown.


### What the server writes into its pages. The texts named page-… are its own: the page's script goes without them.
### Beside <b> and <code> they may have <a>, a link, and <unseen>, which is only spoken.

page-brand = Emitscope, all lessons
page-previous = Previous step
page-next = Next step

## The course

page-course = Who hears what, and why
page-course-title = Emitscope: who hears what, and why
page-course-about = Lessons about Socket.IO with a real server, real clients, and every routing decision explained.
page-course-lead = Each lesson runs a real Socket.IO server beside real clients. Change the code, press a button in one client, and see who got the event, who did not, and the line that decided.
page-begin = Begin with the first lesson
page-taste = Try it: who hears { $client }?
page-minutes = { $minutes } min
page-step-count = { $steps ->
    [one] { $steps } step
   *[other] { $steps } steps
}
page-no-lessons = There is no lesson here yet. Write one with <code>emitscope new</code>, or start with another folder.

## A lesson's step

page-skip = Skip to the server code
page-lesson = Lesson
page-unit-step = { $unit }, step { $number }
page-steps = Steps of this lesson
page-step-of = <unseen>Step </unseen>{ $number } / { $steps }<unseen>, all steps</unseen>
page-other-steps = Other steps
page-no-script = <b>The server code, the clients and the live panel need JavaScript.</b> The text can be read without.

## The glossary

page-glossary = Glossary and cards
page-glossary-about = The terms of Socket.IO and of what lies below it, each with the lesson that shows it, and a deck of cards to remember them.
page-glossary-lead = Every term that a lesson explains, and the step that shows it. The cards come back at growing intervals, so that you remember them.
page-method-summary = Method summary
page-real-uses = What each method is used for
page-no-script-deck = The deck of cards needs JavaScript. The terms can be read without.
page-terms = All terms
page-shown-in = Shown in <a>{ $lesson }, step { $number }: { $step }</a>
page-no-cards = No lesson has cards yet. A card is a heading <code>### Card: term</code> in a lesson, with its text below.

## The cheat sheet

page-contents = On this page
page-form = The line, and who hears it
page-forms = Every way to emit
page-run = Run it
page-hearers = Who hears it
page-heard = hears it
page-gone = is disconnected
page-answered = gets the answer
page-skipped = does not hear it

warn-connections = <b>{ $client }</b>'s page has { $count } connections. To the server each is a client, so the page hears what is sent to everybody { $count } times. Call <code>io()</code> once.
warn-twice = <b>{ $client }</b>'s page has the same listener for <code>{ $event }</code> more than once, and each of them runs. Register it outside of <code>connect</code>.
