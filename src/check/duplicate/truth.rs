//! The truth table: rows without an id, typed at a meeting after those of the sample archive, and
//! the item of it that each repeats.

/// A row, and the item it repeats, if any.
pub(super) type Truth = (&'static str, Option<&'static str>);

/// Items listed again word for word, but for the marks that nobody minds.
pub(super) const WORD_FOR_WORD: &[Truth] = &[
    ("Post attendance participation rates to the wiki every month.", Some("P15-1")),
    ("give the team a response to the terms of reference", Some("P15-2")),
    ("Capture and share all discussions on outreach so far", Some("P15-3")),
    ("**Draft a work plan for each subtopic.**", Some("P15-5")),
    (
        "Share thoughts on the list on outreach and engagement, and on guidelines for them",
        Some("C1-11"),
    ),
    ("Share links to articles on mitigating and classifying threats.", Some("C1-16")),
    ("Schedule the remaining briefings on SSR1.", Some("C1-15")),
    ("Complete the SSR1 implementation briefings.", Some("C1-15")),
    ("Publish a post‑meeting blog on ICANN.org", Some("P16-2")),
    (
        "Review the re-organized work items of ICANN SSR (37 items in 8 groups), and send feedback to ICANNsecurity-SSR2-RT@icann.org.",
        Some("P16-1"),
    ),
    ("Draft a statement of work for a specialist technical writer;", Some("C1-19")),
    (
        "Send follow-up questions from the SSR1 briefings of 25 June, so that ICANN Org can prepare answers.",
        Some("P16-9"),
    ),
    (
        "Tell the team whether the Office of the CTO plans to re-define “security”, and if so, how and when.",
        Some("P16-3"),
    ),
    (
        "Put the new tool for reporting requests on the team's wiki page of action items.",
        Some("P16-7"),
    ),
    ("Share thoughts on the list on being more open to input of observers.", Some("C1-8")),
];

/// Items listed again with small edits.
pub(super) const EDITED: &[Truth] = &[
    // Articles, number, endings.
    ("Post the attendance participation rates to the wiki monthly", Some("P15-1")),
    ("Post attendance participation rate to wiki on a monthly basis.", Some("P15-1")),
    ("Draft work plans for each subtopic", Some("P15-5")),
    ("Drafting of a work plan for every subtopic.", Some("P15-5")),
    (
        "Merge duplicated items and put subheadings to each topic group within the volunteer groups",
        Some("C1-9"),
    ),
    (
        "Look into collaborative tools the team can use and that can be publicly archived.",
        Some("C1-18"),
    ),
    ("Share link to articles about mitigation and classification of threats", Some("C1-16")),
    // Another word for the same thing to do.
    ("Distribute the draft Johannesburg agenda to the email list.", Some("C1-13")),
    ("Circulate draft Johannesburg agenda to the mailing list", Some("C1-13")),
    (
        "Send written answers to the team's questions on the Global Stakeholder Engagement presentation (outreach to the SSR technical community)",
        Some("C1-6"),
    ),
    (
        "Reply in writing to the team's questions on the Global Stakeholder Engagement presentation (outreach to the SSR technical community).",
        Some("C1-6"),
    ),
    (
        "Prepare draft questions for ICANN's CIO, to be sent ahead of a briefing for the team.",
        Some("P16-10"),
    ),
    (
        "Consolidate duplicate items and put subheadings to each topic group, within the volunteer groups.",
        Some("C1-9"),
    ),
    ("Finalize the SSR1 implementation briefings", Some("C1-15")),
    ("Arrange the remaining briefings on SSR1", Some("C1-15")),
    ("Provide the team with a response to the Terms of Reference.", Some("P15-2")),
    // Owners and due dates in the text.
    ("Staff to capture and share all discussions on outreach so far.", Some("P15-3")),
    ("ICANN Org to schedule the remaining briefings on SSR1 by 30 September", Some("C1-15")),
    (
        "Denise Michel, James Gannon and Boban Krsic to draft the review team's work plan with key dates, and circulate it for input.",
        Some("C1-10"),
    ),
    (
        "ICANN Board will give the team a response to the Terms of Reference by next meeting.",
        Some("P15-2"),
    ),
    (
        "Co-Chairs: review attendance in the 06:00 slot of plenary calls, as input on whether to cancel that call",
        Some("P16-6"),
    ),
    ("Publish a post-meeting blog on ICANN.org by EOD Thursday.", Some("P16-2")),
    ("Please publish a post-meeting blog on ICANN.org.", Some("P16-2")),
    // Something left out or added.
    ("Draft the review team's work plan with key dates.", Some("C1-10")),
    (
        "Answer in writing the team's questions on the Global Stakeholder Engagement presentation.",
        Some("C1-6"),
    ),
    (
        "Review the re-organized work items of ICANN SSR, and send feedback to ICANNsecurity-SSR2-RT@icann.org.",
        Some("P16-1"),
    ),
    ("Give the team a timeline of the ITHI project.", Some("C1-20")),
    ("Give the team a timeline of the ITHI project once its next steps are clear.", Some("C1-20")),
    ("Share thoughts on the list on outreach and engagement.", Some("C1-11")),
    (
        "Share the foremost SSR concerns with the Future Challenges team, to inform its work items.",
        Some("P16-8"),
    ),
    (
        "Go through the non-disclosure form with ICANN Legal, and report any changes to the form that was circulated to the team.",
        Some("C1-17"),
    ),
    (
        "Go through the nondisclosure form with ICANN Legal and report changes to the circulated form",
        Some("C1-17"),
    ),
    ("Draft a Statement of Work for a specialist technical writer, and share it.", Some("C1-19")),
    (
        "Put the new tool for reporting requests on the wiki page of action items: https://wiki.example.org/tool",
        Some("P16-7"),
    ),
    ("Capture and share all the discussions on outreach to date", Some("P15-3")),
    (
        "Draft questions for the ICANN CIO, to be sent before the briefing for the team.",
        Some("P16-10"),
    ),
    (
        "Establish what staff support the subgroups need and what is available to them.",
        Some("P16-5"),
    ),
    (
        "Draft an SSR2 progress report for SO/ACs to share before ICANN59 in Johannesburg.",
        Some("C1-1"),
    ),
    ("List events at ICANN59 in Johannesburg which SSR2 is advised to attend.", Some("C1-4")),
    (
        "Send the Co-Chairs a table of outstanding briefing requests, with the name for each and when staff are available.",
        Some("C1-5"),
    ),
    ("Supply wording used in the past for statements of work (technical writer)", Some("C1-3")),
    // Slips of the finger.
    ("Post attendence participation rates to the wiki every month.", Some("P15-1")),
    ("Draft a Statement of Work for a specialst technical writer.", Some("C1-19")),
    ("Scheduel the remaining briefings on SSR1.", Some("C1-15")),
    (
        "Draft a note and sumary of SSR1 implementation that ICANN can send to the members of the SSR1 team, inviting their own assesment.",
        Some("C1-14"),
    ),
    // Another order.
    ("Schedule the remaining SSR1 briefings.", Some("C1-15")),
    (
        "Send follow-up questions from the 25 June SSR1 briefings, so that ICANN Org can prepare answers.",
        Some("P16-9"),
    ),
    (
        "Send follow-up questions from the SSR1 briefings of June 25, 2017 so that ICANN Org can prepare its answers.",
        Some("P16-9"),
    ),
    // A word changed in a long text.
    (
        "Draft the review team's work plan with key dates, and circulate it for comment.",
        Some("C1-10"),
    ),
    (
        "Reframe the question on L-root operations and hosting so that it fits the team's remit, say how it was rephrased, and answer it.",
        Some("P15-4"),
    ),
    (
        "Tell the team whether ICANN Org will adopt the Board's proposal of a new template, \"Terms of Reference in Operating Standards\", and if so, when it will be issued.",
        Some("P16-4"),
    ),
];

/// The same work in other words: a person would know it again, and we do not promise to.
pub(super) const REWORDED: &[Truth] = &[
    ("Keep a monthly log of who attended, on the wiki.", Some("P15-1")),
    (
        "The Board is preparing its response to the Terms of Reference and will send it before Johannesburg.",
        Some("P15-2"),
    ),
    ("Start a thread on the team's list to capture discussions around outreach.", Some("P15-3")),
    ("Rephrase the L-root question and provide an answer.", Some("P15-4")),
    ("Get the wiki updated with the new request tool.", Some("P16-7")),
    ("Propose tools for collaboration whose content is public.", Some("C1-18")),
];

/// Other items that share words with those of the archive.
pub(super) const OTHERS: &[Truth] = &[
    // Another number, set, day or meeting.
    ("Schedule the remaining briefings on SSR2.", None),
    ("Schedule the briefing on SSR1 recommendation 4.", None),
    ("Schedule the briefing on SSR1 recommendation 5.", None),
    (
        "Send follow-up questions from the SSR1 briefings of 27 June, so that ICANN Org can prepare answers.",
        None,
    ),
    (
        "Review attendance in the 14:00 slot of plenary calls, as input on whether to cancel that call.",
        None,
    ),
    ("List the events at ICANN60 Abu Dhabi that SSR2 is advised to attend.", None),
    ("Draft an SSR2 progress report for SO/ACs to share ahead of ICANN60 in Abu Dhabi.", None),
    (
        "Draft a note and summary of SSR2 implementation that ICANN can send to the members of the SSR2 team, inviting their own assessment.",
        None,
    ),
    ("Complete the SSR1 implementation report.", None),
    // Another name.
    ("Arrange a call with Mr. Krsic about connectivity, copied to the co-chairs.", None),
    ("Send the draft Barcelona agenda to the e-mail list.", None),
    ("Share thoughts on the list on topics for the Madrid agenda.", None),
    (
        "Tell the team whether the Office of the CIO plans to re-define \"security\", and if so, how and when.",
        None,
    ),
    (
        "Share the foremost SSR concerns with the DNS Security team, to inform its work items and scope.",
        None,
    ),
    (
        "Give the team a timeline of the DAAR project once its next steps and schedules are clear.",
        None,
    ),
    ("Reframe the question on Anycast operations so that it fits the team's mandate.", None),
    ("Publish a post-meeting blog on SSR2.example.org.", None),
    // Another thing to do.
    ("Review the draft Johannesburg agenda.", None),
    ("Review the work plan for each subtopic.", None),
    ("Cancel the remaining briefings on SSR1.", None),
    ("Sign the non-disclosure form.", None),
    ("Approve the Statement of Work for a specialist technical writer.", None),
    ("Hire a specialist technical writer.", None),
    ("Share all recordings of outreach so far.", None),
    ("Publish the review team's work plan with key dates.", None),
    ("Retire the tool for reporting requests from the team's wiki page of action items.", None),
    // Another thing to do it to.
    ("Share thoughts on the list on the subtopic work plans.", None),
    ("Share thoughts on the list on reporting back to SO/ACs.", None),
    ("Share thoughts on the list on meeting fees.", None),
    ("Post attendance rules to the wiki.", None),
    ("Post the minutes of plenary 15 to the wiki.", None),
    ("Draft a scope for each subtopic.", None),
    ("Draft a budget for a specialist technical writer.", None),
    ("Give the team a response to the letter of the SSAC.", None),
    ("Capture and share all decisions on scope so far.", None),
    ("Share links to articles on routing security.", None),
    ("Share links to the recordings.", None),
    ("Look into travel tools that the team may use.", None),
    ("Answer in writing the team's questions on the Contractual Compliance presentation.", None),
    ("Draft questions for ICANN's CFO, to be sent ahead of a briefing for the team.", None),
    ("Send the Co-Chairs a table of travel requests still outstanding.", None),
    ("Supply wording used in the past for a press release.", None),
    ("Establish what travel support the subgroups need, and what is available.", None),
    (
        "Go through the travel form with ICANN Finance, and report any changes to the form that was circulated.",
        None,
    ),
    // Turned round.
    ("Do not publish a post-meeting blog on ICANN.org.", None),
    ("Share thoughts on the list on being less open to input of observers.", None),
    // Nothing of the kind.
    ("Book rooms for the face-to-face meeting.", None),
    ("Appoint a rapporteur for IANA Transition.", None),
    ("Set up a Trello board.", None),
    ("Review.", None),
    ("Follow up.", None),
];

/// Rows written down after the measure was settled, and not to be settled by: both kinds.
pub(super) const HELD_OUT: &[Truth] = &[
    ("Arranging a call with Mr Matogoro about connectivity (cc co-chairs)", Some("C1-2")),
    (
        "Staff to arrange a call with Mr. Matogoro about connectivity, copied to the co-chairs, by 30 Sept",
        Some("C1-2"),
    ),
    (
        "Send to the Co-Chairs a table of the briefing requests still outstanding, with a name for each and the times when staff are available.",
        Some("C1-5"),
    ),
    (
        "Share your thoughts on the list, and go on discussing there, on how the ICANN Security and SSR1 sub-topic work plans were presented.",
        Some("C1-7"),
    ),
    (
        "Merge duplicates and put subheadings to each topic group, within the volunteer groups.",
        Some("C1-9"),
    ),
    ("Share thoughts on list re: topics for the Johannesburg agenda", Some("C1-12")),
    (
        "Note and summary of SSR1 implementation that ICANN can send to the members of the SSR1 team, inviting their own assessment.",
        Some("C1-14"),
    ),
    ("Share links to relevant articles on mitigating and classifying threats", Some("C1-16")),
    ("Look into collaborative tools which can be archived in public.", Some("C1-18")),
    ("Draft the SOW for a specialist technical writer.", Some("C1-19")),
    (
        "Give the SSR2 RT a timeline of the ITHI project once its next steps and schedules are clear.",
        Some("C1-20"),
    ),
    ("Posting of attendance participation rates to the wiki, every month", Some("P15-1")),
    ("Draft workplan for each subtopic", Some("P15-5")),
    (
        "Review the reorganised work items of ICANN SSR (37 items in 8 groups) and send feedback.",
        Some("P16-1"),
    ),
    ("Publish a blog on ICANN.org after the meeting.", Some("P16-2")),
    (
        "Tell the team whether the Office of the CTO plans to redefine security, and if so, how and when",
        Some("P16-3"),
    ),
    (
        "Co-Chairs to review attendance in 06:00 plenary slot, as input on whether to cancel that call.",
        Some("P16-6"),
    ),
    (
        "Add the new tool for reporting requests to the team's wiki page of action items.",
        Some("P16-7"),
    ),
    ("Send the follow-up questions from the SSR1 briefings of 25 June.", Some("P16-9")),
    (
        "Draft questions for ICANN's CIO, to be sent ahead of the briefing for the RT",
        Some("P16-10"),
    ),
    ("Arrange a call with the co-chairs about the agenda.", None),
    ("Send the Co-Chairs a table of members' travel dates.", None),
    ("Share thoughts on the list on topics for the next plenary call.", None),
    ("Share thoughts on the list on how the DNS Security work plan was presented.", None),
    ("Send the draft work plan to the e-mail list.", None),
    ("Send the final Johannesburg agenda to the e-mail list.", None),
    (
        "Draft a note and summary of the Johannesburg meeting that ICANN can send to the members of the community.",
        None,
    ),
    ("Share links to articles on DNS abuse.", None),
    ("Go through the conflict-of-interest form with ICANN Legal.", None),
    ("Look into tools for simultaneous interpretation that the team may use.", None),
    ("Draft a Statement of Work for an independent facilitator.", None),
    (
        "Give the team a timeline of the KSK rollover once its next steps and schedules are clear.",
        None,
    ),
    ("Post the attendance log of plenary 16 to the wiki.", None),
    ("Draft a work plan for the SSR1 implementation subtopic.", None),
    (
        "Review the re-organized work items of Future Challenges (12 items in 3 groups), and send feedback to the rapporteur.",
        None,
    ),
    ("Publish a pre-meeting blog on ICANN.org.", None),
    ("Tell the team whether ICANN Org will accept the Board's proposal of a new budget.", None),
    ("Establish what legal support the team needs.", None),
    ("Review attendance of observers on plenary calls.", None),
    (
        "Send follow-up questions from the OCTO briefings of 14 May, so that ICANN Org can prepare answers.",
        None,
    ),
    ("Draft questions for ICANN's CEO, to be sent ahead of a briefing for the team.", None),
    ("Capture and share the action items of the outreach session.", None),
];
