// SPDX-FileCopyrightText: The Koma authors
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/document/balloons/tailproposal.h"
#include "core/document/render/objectshapes.h"
#include "ui/page/inspector/sections.h"
#include "ui/widgets/colourbutton.h"

#include <QComboBox>
#include <QCoreApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include <algorithm>

namespace koma {
namespace {

constexpr qsizetype kAllTails = -1;

class BalloonSection : public ContentSection<Balloon>
{
    Q_DECLARE_TR_FUNCTIONS(koma::BalloonSection)

public:
    BalloonSection(PageSelection &selection, QWidget *parent)
        : ContentSection(selection, ObjectKind::Balloon, tr("Balloon"), parent)
    {
        addChoice(tr("Kind"),
                  {{tr("Speech"), static_cast<int>(BalloonKind::Speech)},
                   {tr("Thought"), static_cast<int>(BalloonKind::Thought)},
                   {tr("Shout"), static_cast<int>(BalloonKind::Shout)},
                   {tr("Whisper"), static_cast<int>(BalloonKind::Whisper)},
                   {tr("Caption"), static_cast<int>(BalloonKind::Caption)}},
                  enumerated(bound([](auto &balloon) -> auto & { return balloon.kind; })));
        addLook();
        addTails();
        addButtons();
    }

private:
    void addLook()
    {
        addSlider(
            {.name = tr("Roundness"),
             .toolTip = tr("From a box to an ellipse."),
             .suffix = tr(" %")},
            scaled(bound([](auto &balloon) -> auto & { return balloon.roundness; }), kPercent));
        addSlider({.name = tr("Line width"),
                   .toolTip = tr("Of the outline; 0 draws none."),
                   .suffix = tr(" pt"),
                   .maximum = 10.0,
                   .standard = Balloon().lineWidthPt,
                   .decimals = 2},
                  bound([](auto &balloon) -> auto & { return balloon.lineWidthPt; }));
        addColour(tr("Line colour"),
                  bound([](auto &balloon) -> auto & { return balloon.lineColour; }));
        addColour(tr("Fill colour"),
                  bound([](auto &balloon) -> auto & { return balloon.fillColour; }));
    }

    /// A value of the chosen tail, or of all tails of all picked balloons.
    template<class Field>
    Binding<double> tailValue(Field field)
    {
        const auto isMeant = [this](qsizetype index) {
            return m_tail == kAllTails || m_tail == index;
        };
        return {[this, field, isMeant] {
                    QList<double> values;
                    for (const PageObject *object : objects()) {
                        const QList<BalloonTail> &tails = object->as<Balloon>()->tails;
                        for (qsizetype i = 0; i < tails.size(); ++i) {
                            if (isMeant(i))
                                values.append(field(tails[i]));
                        }
                    }
                    return values;
                },
                [this, field, isMeant](const double &value, GestureNumber gesture) {
                    const auto set = [&](Balloon &balloon) {
                        for (qsizetype i = 0; i < balloon.tails.size(); ++i) {
                            if (isMeant(i))
                                field(balloon.tails[i]) = value;
                        }
                    };
                    change(set, gesture);
                }};
    }

    void addTails()
    {
        m_tails = new QComboBox(this);
        m_tails->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        m_tails->setMinimumContentsLength(8);
        m_tails->setToolTip(tr("Which tail is changed, and what it points to."));
        addRow(tr("Tails"), m_tails);
        connect(m_tails, &QComboBox::activated, this, [this] {
            m_tail = m_tails->currentData().toLongLong();
            refresh();
        });
        onRefresh([this] { listTails(); });
        m_tailRows = {
            addSlider({.name = tr("Base width"),
                       .toolTip = tr("Of the tail where it leaves the balloon."),
                       .suffix = tr(" pt"),
                       .minimum = 1.0,
                       .maximum = 60.0,
                       .standard = BalloonTail().baseWidthPt,
                       .decimals = 1},
                      tailValue([](auto &tail) -> auto & { return tail.baseWidthPt; })),
            addSlider({.name = tr("Bend"),
                       .toolTip = tr("How far the tail bows to the left or right."),
                       .suffix = tr(" %"),
                       .minimum = -100.0,
                       .maximum = 100.0,
                       .standard = 0.0},
                      scaled(tailValue([](auto &tail) -> auto & { return tail.bend; }), kPercent))};
        auto *add = new QPushButton(tr("Add tail"), this);
        add->setToolTip(tr("A tail below the balloon; drag its tip on the page."));
        m_removeTail = new QPushButton(tr("Remove"), this);
        auto *buttons = new QHBoxLayout;
        buttons->addWidget(add, 1);
        buttons->addWidget(m_removeTail, 1);
        addWide(buttons);
        connect(add, &QPushButton::clicked, this, [this] { addTail(); });
        connect(m_removeTail, &QPushButton::clicked, this, [this] { removeTails(); });
    }

    [[nodiscard]] QString targetName(const BalloonTail &tail) const
    {
        const PageObject *target = document().object(tail.target);
        return target != nullptr ? tr("to %1").arg(displayName(*target)) : tr("free");
    }

    void listTails()
    {
        const QList<const PageObject *> balloons = objects();
        qsizetype count = 0;
        for (const PageObject *balloon : balloons)
            count += balloon->as<Balloon>()->tails.size();
        m_tails->clear();
        const bool isOneBalloon = balloons.size() == 1;
        if (!isOneBalloon || m_tail >= count)
            m_tail = kAllTails;
        if (count != 1 || !isOneBalloon)
            m_tails->addItem(count == 0 ? tr("None") : tr("All tails (%1)").arg(count), kAllTails);
        if (isOneBalloon) {
            const QList<BalloonTail> &tails = balloons.first()->as<Balloon>()->tails;
            for (qsizetype i = 0; i < tails.size(); ++i)
                m_tails->addItem(tr("%1: %2").arg(i + 1).arg(targetName(tails[i])), i);
        }
        m_tails->setCurrentIndex(std::max(0, m_tails->findData(m_tail)));
        m_tails->setEnabled(count > 0);
        for (QWidget *row : m_tailRows)
            row->setEnabled(count > 0);
        m_removeTail->setEnabled(count > 0);
        m_removeTail->setToolTip(m_tail == kAllTails && count > 1 ? tr("Remove all tails")
                                                                  : tr("Remove the tail"));
    }

    void addTail()
    {
        change([](Balloon &balloon) { balloon.tails.append(proposedTail(balloon)); });
    }

    void removeTails()
    {
        change([this](Balloon &balloon) {
            if (m_tail == kAllTails)
                balloon.tails.clear();
            else if (m_tail < balloon.tails.size())
                balloon.tails.removeAt(m_tail);
        });
    }

    void addButtons()
    {
        auto *fit = new QPushButton(tr("Fit to words"), this);
        fit->setToolTip(tr("Make the balloon as large as its words need at their size."));
        addWide(fit);
        auto *join = new QPushButton(tr("Join"), this);
        join->setToolTip(tr("Draw the balloons as one shape."));
        auto *separate = new QPushButton(tr("Separate"), this);
        separate->setToolTip(tr("Draw each balloon as its own shape again."));
        auto *buttons = new QHBoxLayout;
        buttons->addWidget(join, 1);
        buttons->addWidget(separate, 1);
        addWide(buttons);
        connect(fit, &QPushButton::clicked, this, [this] { fitToWords(); });
        connect(join, &QPushButton::clicked, this, [this] {
            const ObjectId common = document().makeObjectId();
            change([common](Balloon &balloon) { balloon.joinId = common; });
        });
        connect(separate, &QPushButton::clicked, this,
                [this] { change([](Balloon &balloon) { balloon.joinId = {}; }); });
        onRefresh([=, this] {
            const QList<const PageObject *> balloons = objects();
            const auto isJoined = [](const PageObject *each) {
                return each->as<Balloon>()->joinId.isValid();
            };
            const auto isFull = [](const PageObject *each) { return !each->children.isEmpty(); };
            fit->setEnabled(std::any_of(balloons.begin(), balloons.end(), isFull));
            join->setVisible(balloons.size() > 1);
            separate->setVisible(std::any_of(balloons.begin(), balloons.end(), isJoined));
        });
    }

    /// Balloons and the frames of their words, as one step.
    void fitToWords()
    {
        const Page *on = page();
        if (on == nullptr)
            return;
        QHash<ObjectId, RectPt> boxes;
        QList<ObjectId> touched;
        for (const PageObject *object : objects()) {
            if (object->children.isEmpty())
                continue;
            PageObject fitted = *object;
            const RectPt box = boundsForWords(*object, *on, document().settings().language);
            std::get<Balloon>(fitted.content).boundsPt = box;
            boxes[object->id] = box;
            boxes[object->children.first().id] = textFrameOf(fitted, *on);
            touched += {object->id, object->children.first().id};
        }
        const auto fit = [&](ObjectId id, ObjectContent &content) {
            if (auto *balloon = std::get_if<Balloon>(&content))
                balloon->boundsPt = boxes.value(id);
            if (auto *text = std::get_if<TextBlock>(&content))
                text->framePt = boxes.value(id);
        };
        push(changeObjectsById(document(), touched, fit));
    }

    qsizetype m_tail = kAllTails;
    QComboBox *m_tails = nullptr;
    QList<QWidget *> m_tailRows;
    QPushButton *m_removeTail = nullptr;
};

} // namespace

ObjectSection *makeBalloonSection(PageSelection &selection, QWidget *parent)
{
    return new BalloonSection(selection, parent);
}

} // namespace koma
