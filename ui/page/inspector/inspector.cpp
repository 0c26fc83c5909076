// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/page/inspector/inspector.h"

#include "ui/page/session/lengthunit.h"

#include <QComboBox>
#include <QEvent>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QScrollArea>
#include <QSlider>
#include <QTimer>
#include <QVBoxLayout>

#include <algorithm>

namespace koma {

Inspector::Inspector(PageSelection &selection, const StyleChoices &styles, LengthUnit &unit,
                     QWidget *parent)
    : QWidget(parent),
      m_selection(selection),
      m_styles(styles),
      m_unit(unit),
      m_refreshTimer(new QTimer(this))
{
    setObjectName(QStringLiteral("dockPage"));
    setAttribute(Qt::WA_StyledBackground);
    m_page = new QWidget;
    m_page->setObjectName(QStringLiteral("panelPage"));
    m_layout = new QVBoxLayout(m_page);
    m_layout->setContentsMargins(16, 8, 16, 16);
    m_layout->setSpacing(18);
    QWidget *head = makeHead();
    guardFromWheel(*head);
    m_layout->addWidget(head);
    m_layout->addStretch(1);
    auto *scroll = new QScrollArea(this);
    scroll->setObjectName(QStringLiteral("panelScroll"));
    scroll->setWidget(m_page);
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(scroll);
    constexpr int kLeastWidth = 290;
    setMinimumWidth(kLeastWidth);

    // A drag of several objects is told one by one; they are shown once.
    m_refreshTimer->setSingleShot(true);
    m_refreshTimer->setInterval(0);
    connect(m_refreshTimer, &QTimer::timeout, this, &Inspector::refresh);
    connect(&selection, &PageSelection::objectsChanged, this, &Inspector::showOthers);
    connect(&selection, &PageSelection::pageChanged, this, &Inspector::showOthers);
    connect(&selection.document(), &Document::changed, this, &Inspector::follow);
    connect(&m_unit, &LengthUnit::changed, this, &Inspector::refreshSoon);
}

void Inspector::showEvent(QShowEvent *event)
{
    if (m_isStale)
        refresh();
    QWidget::showEvent(event);
}

bool Inspector::eventFilter(QObject *watched, QEvent *event)
{
    const auto *control = qobject_cast<QWidget *>(watched);
    if (event->type() == QEvent::Wheel && control != nullptr && !control->hasFocus()) {
        event->ignore();
        return true;
    }
    return QWidget::eventFilter(watched, event);
}

/// Scrolling through the panel must not change what the pointer happens to pass.
void Inspector::guardFromWheel(QWidget &part)
{
    const auto guard = [this](QWidget *control) {
        control->setFocusPolicy(Qt::StrongFocus);
        control->installEventFilter(this);
    };
    for (QComboBox *box : part.findChildren<QComboBox *>())
        guard(box);
    for (QSlider *slider : part.findChildren<QSlider *>())
        guard(slider);
}

void Inspector::showOthers()
{
    for (InspectorForm *section : std::as_const(m_shown))
        section->forgetTyping();
    refreshSoon();
}

QWidget *Inspector::makeHead()
{
    auto *head = new QWidget(m_page);
    m_head = new QLabel(head);
    m_head->setObjectName(QStringLiteral("panelTitle"));
    m_head->setWordWrap(true);
    auto *unit = new QComboBox(head);
    unit->addItem(tr("mm"), static_cast<int>(LengthUnit::Unit::Millimetres));
    unit->addItem(tr("px"), static_cast<int>(LengthUnit::Unit::Pixels));
    unit->setCurrentIndex(unit->findData(static_cast<int>(m_unit.unit())));
    unit->setAccessibleName(tr("Unit of lengths"));
    unit->setToolTip(tr("Lengths in millimetres, or in pixels at the page's resolution"));
    connect(unit, &QComboBox::activated, this, [this, unit] {
        m_unit.setUnit(static_cast<LengthUnit::Unit>(unit->currentData().toInt()));
    });
    m_lockedNote = new QLabel(tr("Locked. Unlock it in the layers to change it."), head);
    m_lockedNote->setObjectName(QStringLiteral("mutedText"));
    m_lockedNote->setWordWrap(true);
    auto *line = new QHBoxLayout;
    line->addWidget(m_head, 1);
    line->addWidget(unit);
    auto *layout = new QVBoxLayout(head);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addLayout(line);
    layout->addWidget(m_lockedNote);
    return head;
}

QList<InspectorForm *> Inspector::sections() const
{
    return m_shown;
}

void Inspector::follow(const DocumentChange &change)
{
    using Kind = DocumentChange::Kind;
    switch (change.kind) {
    case Kind::ObjectsChanged:
    case Kind::ObjectsAdded:
    case Kind::ObjectsRemoved:
    case Kind::ObjectsMoved:
        // Of this page all counts: what is picked, what it lies in, and what it points to.
        if (!m_selection.objects().isEmpty() && change.page == m_selection.page())
            refreshSoon();
        break;
    case Kind::Reset:
    case Kind::Settings:
    case Kind::PageChanged:
    case Kind::PagesAdded:
    case Kind::PagesRemoved:
    case Kind::PagesMoved:
        refreshSoon();
        break;
    }
}

void Inspector::refreshSoon()
{
    m_isStale = true;
    if (isVisible())
        m_refreshTimer->start();
}

void Inspector::refresh()
{
    m_refreshTimer->stop();
    m_isStale = false;
    QList<InspectorForm *> shown;
    if (m_selection.objects().isEmpty()) {
        if (m_comicSection == nullptr) {
            m_pageSection = add(makePageSection(m_selection, m_unit, m_page));
            m_comicSection = add(makeComicSection(m_selection, m_unit, m_page));
        }
        if (m_selection.page().isValid())
            shown.append(m_pageSection);
        shown.append(m_comicSection);
    } else {
        if (m_positionSection == nullptr)
            m_positionSection = add(makePositionSection(m_selection, m_unit, m_page));
        const QList<ObjectId> &picked = m_selection.objects();
        const bool hasArea = std::any_of(picked.begin(), picked.end(), [&](ObjectId id) {
            const PageObject *object = m_selection.document().object(id);
            return object != nullptr && !boundsPt(*object).isEmpty();
        });
        if (hasArea)
            shown.append(m_positionSection);
        for (const ObjectKind kind : pickedKinds(m_selection)) {
            if (InspectorForm *section = sectionOf(kind))
                shown.append(section);
        }
    }
    for (InspectorForm *section : shown)
        section->refresh();
    showSections(shown);
    showHead();
}

InspectorForm *Inspector::sectionOf(ObjectKind kind)
{
    const auto make = [&]() -> InspectorForm * {
        switch (kind) {
        case ObjectKind::Panel:
            return makePanelSection(m_selection, m_page);
        case ObjectKind::Art:
            return makeArtSection(m_selection, m_styles, m_page);
        case ObjectKind::Balloon:
            return makeBalloonSection(m_selection, m_page);
        case ObjectKind::Text:
            return makeTextSection(m_selection, m_page);
        case ObjectKind::Tone:
            return makeToneSection(m_selection, m_page);
        case ObjectKind::SpeedLines:
            return makeSpeedLinesSection(m_selection, m_page);
        case ObjectKind::Ink:
            return makeInkSection(m_selection, m_page);
        case ObjectKind::Mask:
            return makeMaskSection(m_selection, m_page);
        case ObjectKind::Group:
            break;
        }
        return nullptr;
    };
    InspectorForm *&section = m_kindSections[static_cast<int>(kind)];
    if (section == nullptr && kind != ObjectKind::Group)
        section = add(make());
    return section;
}

InspectorForm *Inspector::add(InspectorForm *section)
{
    section->hide();
    guardFromWheel(*section);
    // Before the stretch at the end.
    m_layout->insertWidget(m_layout->count() - 1, section);
    return section;
}

void Inspector::showSections(const QList<InspectorForm *> &shown)
{
    for (InspectorForm *section : std::as_const(m_shown)) {
        if (!shown.contains(section))
            section->hide();
    }
    if (shown != m_shown) {
        for (InspectorForm *section : shown) {
            m_layout->removeWidget(section);
            m_layout->insertWidget(m_layout->count() - 1, section);
        }
    }
    for (InspectorForm *section : shown)
        section->show();
    m_shown = shown;
}

QString Inspector::nameOfPicked() const
{
    const Document &document = m_selection.document();
    const QList<ObjectId> &picked = m_selection.objects();
    if (picked.isEmpty()) {
        const qsizetype index = document.pageIndex(m_selection.page());
        return index < 0 ? tr("No pages") : tr("Page %1").arg(index + 1);
    }
    const PageObject *first = document.object(picked.first());
    if (picked.size() == 1)
        return first != nullptr ? displayName(*first) : QString();
    const bool isOneKind = std::all_of(picked.begin(), picked.end(), [&](ObjectId id) {
        const PageObject *object = document.object(id);
        return object != nullptr && first != nullptr && object->kind() == first->kind();
    });
    return isOneKind ? tr("%1 × %2", "kind, count").arg(kindName(first->kind())).arg(picked.size())
                     : tr("%1 objects").arg(picked.size());
}

void Inspector::showHead()
{
    const QList<ObjectId> &picked = m_selection.objects();
    const Document &document = m_selection.document();
    m_head->setText(nameOfPicked());
    const bool isLocked = !picked.isEmpty() &&
                          std::all_of(picked.begin(), picked.end(),
                                      [&](ObjectId id) { return isLockedInPlace(document, id); });
    m_lockedNote->setVisible(isLocked);
    for (InspectorForm *section : std::as_const(m_shown))
        section->setEnabled(!isLocked);
}

} // namespace koma
